package io.github.imaallowlist.toolkit;

import java.time.Instant;

/**
 * Who has to have signed a list.
 *
 * @param now by the machine's clock: a time that someone else chose would make an expired
 *     certificate valid
 */
public record ListTrust(TrustFiles files, Instant now) {}
