package io.github.imaallowlist.toolkit;

import java.util.List;
import java.util.OptionalLong;

/**
 * A signed list.
 *
 * @param paths in the policy; absent with a detached signature, for which the list is only bytes
 * @param bytes of the list
 * @param signedBy the fingerprints of the public keys
 * @param warnings for a person, such as that others can read a key's file
 */
public record SignResult(
    OptionalLong paths, long bytes, List<String> signedBy, List<String> warnings) {}
