package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;

/**
 * What a run has to say of the IMA signatures of files.
 *
 * @param verified whether there were certificates to verify them by
 * @param counts of the files in the allowlist
 */
public record FileSignatureSummary(boolean verified, FileSignatureCounts counts) {}
