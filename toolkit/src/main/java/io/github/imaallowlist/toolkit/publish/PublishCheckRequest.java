package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.toolkit.generate.AllowlistRequest;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A recorded list to hold against the packages.
 *
 * @param repository the folder above {@code repodata}; the one source of the list
 * @param list what would be published now; its validity is not asked for, the recorded one's is
 *     taken
 * @param now by the machine's clock, for whether the recorded list has expired
 */
public record PublishCheckRequest(
    Path repository, AllowlistRequest list, CheckTrust trust, Instant now) {}
