package io.github.imaallowlist.format;

/**
 * A Keylime runtime policy without the digests of files, which go elsewhere while it is read.
 *
 * @param edition unknown of a policy that this program did not make
 */
public record KeylimePolicy(PolicySettings settings, Edition edition) {}
