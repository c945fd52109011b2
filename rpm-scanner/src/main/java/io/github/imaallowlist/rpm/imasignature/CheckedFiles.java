package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.MeasuredFile;
import java.util.List;

/**
 * The files of a package with their IMA signatures, and what became of these.
 *
 * @param files in the header's order
 */
public record CheckedFiles(List<MeasuredFile> files, FileSignatureCounts counts) {}
