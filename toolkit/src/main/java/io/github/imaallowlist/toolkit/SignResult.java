package io.github.imaallowlist.toolkit;

import java.util.OptionalLong;

/**
 * A signed list.
 *
 * @param paths in the policy; absent with a detached signature, for which the list is only bytes
 * @param bytes of the list
 */
public record SignResult(OptionalLong paths, long bytes, SignedBy signedBy) {}
