package io.github.imaallowlist.model;

import java.util.List;
import java.util.Optional;

/**
 * A regular file that a package installs, with the digests of its content.
 *
 * @param digests at least one; sorted, each once
 * @param imaSignature the signature that the package has for the file, verified or not
 * @param traits what the package says of whether it can run
 */
public record MeasuredFile(
    FilePath path,
    List<FileDigest> digests,
    Optional<ImaSignature> imaSignature,
    FileTraits traits) {
  /** A file without a signature. */
  public MeasuredFile(FilePath path, List<FileDigest> digests, FileTraits traits) {
    this(path, digests, Optional.empty(), traits);
  }

  public MeasuredFile {
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(path + ": a measured file has at least one digest");
    }
    // Nearly every file has one; millions pass here.
    digests =
        digests.size() == 1 ? List.copyOf(digests) : digests.stream().sorted().distinct().toList();
  }
}
