package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.PackageId;

/**
 * What stands first in an entry, which may be damaged further on.
 *
 * @param fileSize of the package's file, in bytes
 */
public record EntryName(CacheKey key, long fileSize, PackageId id) {}
