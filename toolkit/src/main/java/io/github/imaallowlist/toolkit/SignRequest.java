package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;

/**
 * An existing list to sign.
 *
 * @param policy for an envelope, a Keylime runtime policy without one; for a detached signature any
 *     file
 * @param destination where the envelope goes, or the detached signature
 * @param temporaryFolder an existing folder with room for the list
 */
public record SignRequest(
    Path policy, SigningRequest signing, Destination destination, Path temporaryFolder) {}
