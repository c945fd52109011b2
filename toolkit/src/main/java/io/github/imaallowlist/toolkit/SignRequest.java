package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;

/**
 * An existing policy to sign.
 *
 * @param policy a Keylime runtime policy, without an envelope
 * @param destination where the envelope goes
 * @param temporaryFolder an existing folder with room for the policy
 */
public record SignRequest(
    Path policy, SigningRequest signing, Destination destination, Path temporaryFolder) {}
