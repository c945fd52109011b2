package io.github.imaallowlist.toolkit;

import java.util.List;

/**
 * A signed policy.
 *
 * @param paths in the policy
 * @param signedBy the fingerprint of the public key
 * @param warnings for a person, such as that others can read the key's file
 */
public record SignResult(long paths, String signedBy, List<String> warnings) {}
