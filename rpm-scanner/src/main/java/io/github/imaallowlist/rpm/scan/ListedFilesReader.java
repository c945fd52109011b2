package io.github.imaallowlist.rpm.scan;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.metadata.ListedFile;
import io.github.imaallowlist.rpm.metadata.ListedFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Makes of what {@code filelists-ext.xml} says of a package what a scan of its header would make.
 *
 * <p>It says less than the header. A file that has neither type nor hash is a symbolic link or a
 * device; or its hash was lost: {@code createrepo_c --update} reads {@code cpeid} where it wrote
 * {@code hash} ({@code cr_start_handler} in its {@code xml_parser_filelists.c}), or takes the entry
 * from a plain {@code filelists.xml}, and so loses those of all files of a package. So a package
 * that has such files and not one hash cannot be told from a damaged one, and is a finding.
 */
final class ListedFilesReader {
  private final SortedSet<HashAlgorithm> algorithms;

  ListedFilesReader(SortedSet<HashAlgorithm> algorithms) {
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("at least one hash algorithm is needed");
    }
    this.algorithms = algorithms;
  }

  ScannedPackage read(ListedFiles listed, FindingLog findings) {
    List<ListedFile> hashed =
        listed.files().stream()
            .filter(file -> file.kind() == ListedFile.Kind.OTHER && file.hash().isPresent())
            .toList();
    Unmeasured unmeasured = unmeasured(listed, hashed.size());
    if (hashed.isEmpty() && unmeasured.links() > 0) {
      findings.add(
          FindingKind.NO_DIGEST,
          "filelists-ext lists %,d files of it that may be regular, and not one digest"
              .formatted(unmeasured.links()));
    }
    Optional<HashAlgorithm> algorithm = listed.hashType().flatMap(ListedFilesReader::algorithm);
    List<MeasuredFile> measured = new ArrayList<>(hashed.size());
    if (!hashed.isEmpty() && isUsable(algorithm, listed, findings)) {
      for (ListedFile file : hashed) {
        measure(listed, file, algorithm.orElseThrow(), findings).ifPresent(measured::add);
      }
      findDuplicate(measured, findings);
    }
    return findings.isEmpty()
        ? new ScannedPackage(
            Optional.of(listed.id()),
            measured,
            List.of(),
            unmeasured,
            algorithm,
            List.of(),
            FileSignatureCounts.NONE,
            List.of())
        : ScannedPackage.rejected(Optional.of(listed.id()), findings.toList());
  }

  private static Unmeasured unmeasured(ListedFiles listed, int hashed) {
    long folders = count(listed, ListedFile.Kind.FOLDER);
    long ghosts = count(listed, ListedFile.Kind.GHOST);
    return new Unmeasured(folders, listed.files().size() - hashed - folders - ghosts, ghosts, 0);
  }

  private static long count(ListedFiles listed, ListedFile.Kind kind) {
    return listed.files().stream().filter(file -> file.kind() == kind).count();
  }

  private boolean isUsable(
      Optional<HashAlgorithm> algorithm, ListedFiles listed, FindingLog findings) {
    if (algorithm.isEmpty()) {
      // Of a header that names no algorithm, which means MD5, createrepo_c says "unknown".
      findings.add(
          FindingKind.WEAK_DIGEST,
          "filelists-ext names no algorithm that is known: '%s'"
              .formatted(listed.hashType().orElse("")));
    } else if (algorithm.get().isWeak()) {
      findings.add(FindingKind.WEAK_DIGEST, "the digests in filelists-ext are " + algorithm.get());
    } else if (algorithms.size() > 1 || !algorithms.contains(algorithm.get())) {
      findings.add(
          FindingKind.OTHER_ALGORITHM,
          "the digests in filelists-ext are %s, asked for is %s"
              .formatted(algorithm.get(), algorithms));
    } else {
      return true;
    }
    return false;
  }

  /**
   * The names that createrepo_c gives them ({@code cr_hash_algo_str} in its {@code parsehdr.c}).
   */
  private static Optional<HashAlgorithm> algorithm(String type) {
    return switch (type) {
      case "md5" -> Optional.of(HashAlgorithm.MD5);
      case "sha1" -> Optional.of(HashAlgorithm.SHA1);
      case "ripemd160" -> Optional.of(HashAlgorithm.RIPEMD160);
      case "sha224" -> Optional.of(HashAlgorithm.SHA224);
      case "sha256" -> Optional.of(HashAlgorithm.SHA256);
      case "sha384" -> Optional.of(HashAlgorithm.SHA384);
      case "sha512" -> Optional.of(HashAlgorithm.SHA512);
      default -> Optional.empty();
    };
  }

  private static Optional<MeasuredFile> measure(
      ListedFiles listed, ListedFile file, HashAlgorithm algorithm, FindingLog findings) {
    // Source packages have bare names, which stand for files in the root, as in a header.
    boolean bare = listed.id().isSource() && !file.path().startsWith("/");
    String hash = file.hash().orElseThrow();
    FilePath path;
    try {
      path = FilePath.of(bare ? "/" + file.path() : file.path());
    } catch (IllegalArgumentException e) {
      findings.add(FindingKind.MALFORMED_PACKAGE, "filelists-ext: a file of it: " + e.getMessage());
      return Optional.empty();
    }
    if (isZeros(hash)) {
      findings.add(FindingKind.NO_DIGEST, path, "filelists-ext has no digest of the content");
      return Optional.empty();
    }
    try {
      return Optional.of(
          new MeasuredFile(path, List.of(FileDigest.ofHex(algorithm, hash)), FileTraits.UNKNOWN));
    } catch (IllegalArgumentException e) {
      findings.add(
          FindingKind.MALFORMED_PACKAGE, path, "filelists-ext: its digest: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static boolean isZeros(String hex) {
    return hex.chars().allMatch(digit -> digit == '0');
  }

  /** RPM would install both, one over the other. */
  private static void findDuplicate(List<MeasuredFile> measured, FindingLog findings) {
    List<FilePath> paths =
        measured.stream().map(MeasuredFile::path).sorted(Comparator.naturalOrder()).toList();
    for (int i = 1; i < paths.size(); i++) {
      if (paths.get(i).equals(paths.get(i - 1))) {
        findings.add(FindingKind.MALFORMED_PACKAGE, paths.get(i), "filelists-ext lists it twice");
      }
    }
  }
}
