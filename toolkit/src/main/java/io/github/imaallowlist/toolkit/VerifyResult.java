package io.github.imaallowlist.toolkit;

import java.util.List;
import java.util.OptionalLong;

/**
 * That an envelope is good.
 *
 * @param signers fingerprints of the trusted keys that signed it, at least one
 * @param payloadBytes the policy's length
 * @param paths in the policy; absent if only the signature was looked at
 */
public record VerifyResult(List<String> signers, long payloadBytes, OptionalLong paths) {}
