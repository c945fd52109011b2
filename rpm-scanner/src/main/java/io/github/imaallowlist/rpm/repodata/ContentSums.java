package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.model.FileDigest;

/**
 * What a record says of its file's bytes.
 *
 * @param openSize of the content, in bytes
 * @param openChecksum SHA-256 of the content
 * @param size of the content compressed, which is the file, in bytes
 * @param checksum SHA-256 of the file
 */
public record ContentSums(long openSize, FileDigest openChecksum, long size, FileDigest checksum) {}
