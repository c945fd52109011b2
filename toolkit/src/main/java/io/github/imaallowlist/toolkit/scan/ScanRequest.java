package io.github.imaallowlist.toolkit.scan;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.toolkit.generate.FileSignatureRequest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which packages to make entries of.
 *
 * @param names packages, folders and repositories, by path or URL; at least one
 * @param settings how to reach those that are not on this machine
 * @param selection which of their packages
 * @param algorithms of the files' digests: those that lists will have
 * @param fileSignatures whose IMA signatures are verified: those that lists will ask for
 * @param checksum by which lists will know packages that no metadata describes here: that of the
 *     repository's metadata
 * @param jobs how many packages are read at once, at least 1
 * @param to the cache that the entries go to
 */
public record ScanRequest(
    List<String> names,
    SourceSettings settings,
    PackageSelection selection,
    SortedSet<HashAlgorithm> algorithms,
    FileSignatureRequest fileSignatures,
    HashAlgorithm checksum,
    int jobs,
    Path to) {
  public ScanRequest {
    names = List.copyOf(names);
    algorithms = Collections.unmodifiableSortedSet(new TreeSet<>(algorithms));
  }
}
