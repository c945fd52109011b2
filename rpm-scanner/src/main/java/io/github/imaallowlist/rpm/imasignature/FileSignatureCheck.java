package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.files.FileTable;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Holds the IMA signatures of a package's files against the files' digests. A signature by a key of
 * the keyring that does not hold is a finding: a host that appraises would not let the file run,
 * and somebody has changed the one or the other. One by another key says nothing, and is counted.
 */
public final class FileSignatureCheck {
  private final ImaKeyring keyring;
  private final FindingLog findings;
  private final SortedMap<ImaKeyId, Long> good = new TreeMap<>();
  private final SortedMap<ImaKeyId, Long> unknownKey = new TreeMap<>();
  private long goodFiles;
  private long unknownFiles;
  private long weak;
  private long notVerifiable;

  private FileSignatureCheck(ImaKeyring keyring, FindingLog findings) {
    this.keyring = keyring;
    this.findings = findings;
  }

  /**
   * The algorithms in which files are to be digested: the wanted ones, and those that the check
   * needs beside.
   */
  public static SortedSet<HashAlgorithm> algorithms(
      SortedSet<HashAlgorithm> wanted,
      FileSignatures signatures,
      FileTable files,
      ImaKeyring keyring) {
    if (keyring.isEmpty() || signatures.isEmpty()) {
      return wanted;
    }
    SortedSet<HashAlgorithm> all = new TreeSet<>(wanted);
    for (int file = 0; file < files.size(); file++) {
      signatures
          .of(file)
          .filter(signature -> keyring.knows(signature.keyId()))
          .ifPresent(signature -> all.add(signature.hashAlgorithm()));
    }
    return all;
  }

  /**
   * Checks all signatures of a package that has no findings so far.
   *
   * @param measured all the regular files that the package ships, in the header's order
   * @param wanted the algorithms of the digests to come out
   * @param findings takes bad signatures; then the result is not to be used
   */
  public static CheckedFiles check(
      List<MeasuredFile> measured,
      SortedSet<HashAlgorithm> wanted,
      FileSignatures signatures,
      FileTable files,
      ImaKeyring keyring,
      FindingLog findings) {
    if (signatures.isEmpty()) {
      return new CheckedFiles(
          measured,
          new FileSignatureCounts(KeyIdCounts.NONE, 0, KeyIdCounts.NONE, signatures.unsupported()));
    }
    int[] indexes =
        IntStream.range(0, files.size()).filter(file -> files.isShippedRegular(file)).toArray();
    if (indexes.length != measured.size()) {
      throw new IllegalArgumentException("not all of the package's files were measured");
    }
    FileSignatureCheck check = new FileSignatureCheck(keyring, findings);
    for (int i = 0; i < indexes.length; i++) {
      Optional<ImaSignature> signature = signatures.of(indexes[i]);
      if (signature.isPresent()) {
        check.check(measured.get(i), signature.get());
      }
    }
    return new CheckedFiles(
        new SignedFiles(measured, signatures, indexes, wanted),
        check.counts(signatures.unsupported()));
  }

  private void check(MeasuredFile file, ImaSignature signature) {
    Optional<FileDigest> digest =
        file.digests().stream()
            .filter(one -> one.algorithm() == signature.hashAlgorithm())
            .findFirst();
    switch (keyring.check(signature, digest)) {
      case GOOD -> {
        goodFiles++;
        count(good, signature.keyId());
      }
      case UNKNOWN_KEY -> {
        unknownFiles++;
        count(unknownKey, signature.keyId());
      }
      case WEAK -> weak++;
      case NOT_VERIFIABLE -> notVerifiable++;
      case BAD ->
          findings.add(
              FindingKind.BAD_FILE_SIGNATURE,
              file.path(),
              "the IMA signature by key %s is not over this content, %s"
                  .formatted(signature.keyId(), digest.orElseThrow()));
    }
  }

  /** What a package makes up must not fill the memory; {@link KeyIdCounts} drops the same ids. */
  private static void count(SortedMap<ImaKeyId, Long> byKey, ImaKeyId key) {
    byKey.merge(key, 1L, Long::sum);
    if (byKey.size() > ImaSignatureLimits.KEY_IDS) {
      byKey.remove(byKey.lastKey());
    }
  }

  private FileSignatureCounts counts(int unsupported) {
    return new FileSignatureCounts(
        new KeyIdCounts(goodFiles, good),
        weak,
        new KeyIdCounts(unknownFiles, unknownKey),
        notVerifiable + unsupported);
  }
}
