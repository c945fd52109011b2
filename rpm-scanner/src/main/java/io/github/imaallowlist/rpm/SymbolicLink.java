package io.github.imaallowlist.rpm;

import io.github.imaallowlist.model.FilePath;

/**
 * A symbolic link that a package installs.
 *
 * @param target as the kernel would read it: bytes, absolute or relative, not resolved
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier from the reader to the merge, not compared
public record SymbolicLink(FilePath path, byte[] target) {}
