package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.format.ImaVerificationKey;
import io.github.imaallowlist.format.PolicySettings;
import io.github.imaallowlist.ima.check.AllowlistMatch;
import io.github.imaallowlist.ima.check.ExcludedPaths;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.ima.log.LoggedFiles.Kind;
import io.github.imaallowlist.ima.log.MeasurementEntry;
import io.github.imaallowlist.ima.log.TemplateField;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.rpm.imasignature.ImaKey;
import io.github.imaallowlist.rpm.imasignature.ImaKeyFile;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Decides about entries as Keylime does ({@code keylime/ima/ima.py}), with two differences that let
 * the same entries pass: that something is in the list counts more than that it is excluded; and a
 * violation is none of these. The entries are to be given in their order: keys may be among them.
 */
final class Judge {
  private static final String BOOT_AGGREGATE = "boot_aggregate";

  private final String source;
  private final LoggedFiles files;
  private final AllowlistMatch match;
  private final PolicySettings settings;
  private final ExcludedPaths excluded;
  private final BootAggregate boot;
  private final Optional<Predicate<LoggedPath>> measured;
  private final List<ImaKey> keys = new ArrayList<>();
  private final SortedSet<ImaVerificationKey> measuredKeys = new TreeSet<>();
  private ImaKeyring keyring;

  /**
   * @param source the allowlist's name, for messages
   * @param match the files with the allowlist
   * @param earlierKeys that entries before had put into the allowlist's keyrings
   * @param boot what is known of the PCRs
   * @param measured whether a host should measure a file, if that is known
   */
  Judge(
      String source,
      LoggedFiles files,
      AllowlistMatch match,
      PolicySettings settings,
      SortedSet<ImaVerificationKey> earlierKeys,
      BootAggregate boot,
      Optional<Predicate<LoggedPath>> measured)
      throws IOException {
    this.source = source;
    this.files = files;
    this.match = match;
    this.settings = settings;
    this.excluded = new ExcludedPaths(settings.excludes());
    this.boot = boot;
    this.measured = measured;
    for (ImaVerificationKey key : settings.keys(source)) {
      add(key);
    }
    for (ImaVerificationKey key : earlierKeys) {
      add(key);
      measuredKeys.add(key);
    }
    keyring = new ImaKeyring(keys);
  }

  private void add(ImaVerificationKey key) throws IOException {
    try {
      keys.add(ImaKey.of(key));
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          source,
          InputException.NO_OFFSET,
          "the verification key %s: %s".formatted(key.id(), e.getMessage()),
          e);
    }
  }

  /** Patterns in the allowlist that could not be followed. */
  List<String> unknownExcludes() {
    return excluded.unknown();
  }

  /** Those that entries put into the allowlist's keyrings, the earlier ones too. Read-only. */
  SortedSet<ImaVerificationKey> measuredKeys() {
    return Collections.unmodifiableSortedSet(measuredKeys);
  }

  /** Whether nothing more is to be asked about it: neither its name nor its entry matters. */
  boolean isAccepted(int file) {
    return match.isAccepted(file);
  }

  /**
   * Decides about an entry.
   *
   * @param file what it measured
   * @param number in the host's list
   */
  Judged judge(int file, long number, MeasurementEntry entry) {
    Kind kind = files.kind(file);
    if (kind == Kind.VIOLATION) {
      return Judged.of(Verdict.VIOLATION);
    }
    if (match.isAccepted(file)) {
      return Judged.accepted(Basis.DIGEST);
    }
    int name = files.nameOf(file);
    if (name == LoggedFiles.NO_NAME) {
      return Judged.of(Verdict.UNKNOWN_PATH, Optional.of(withoutName(entry)));
    }
    LoggedPath path = files.name(name);
    if (kind == Kind.BUFFER) {
      return judgeBuffer(path.toString(), files.digest(file).orElseThrow(), entry);
    }
    if (number == 1 && path.toString().equals(BOOT_AGGREGATE)) {
      return boot.judge(files.digest(file));
    }
    return judgeFile(file, name, path, entry);
  }

  private static Clue withoutName(MeasurementEntry entry) {
    return new Clue(
        Clue.Kind.NO_FILE,
        entry.template().isKnown()
            ? "the entry has no name that a file can have"
            : "nothing is known of the template " + Names.printable(entry.template().name()));
  }

  private Judged judgeFile(int file, int name, LoggedPath path, MeasurementEntry entry) {
    Optional<Clue> clue = Optional.empty();
    Optional<byte[]> signature =
        entry.field(TemplateField.SIGNATURE).filter(bytes -> bytes.length > 0);
    if (signature.isPresent()) {
      Judged bySignature = judgeSignature(signature.get(), files.digest(file));
      if (bySignature.verdict() == Verdict.ACCEPTED) {
        return bySignature;
      }
      clue = bySignature.clue();
    }
    if (excluded.has(path.toString())) {
      return Judged.of(Verdict.EXCLUDED);
    }
    if (measured.isPresent() && !measured.get().test(path)) {
      return Judged.of(Verdict.NOT_COVERED, clue);
    }
    return Judged.of(match.isListed(name) ? Verdict.WRONG_DIGEST : Verdict.UNKNOWN_PATH, clue);
  }

  private Judged judgeSignature(byte[] attribute, Optional<FileDigest> digest) {
    ImaSignature signature;
    try {
      signature = ImaSignature.parse(source, InputException.NO_OFFSET, attribute);
    } catch (InputException e) {
      return unsigned("its signature is of a kind that is not read");
    }
    Optional<FileDigest> signed =
        digest.filter(one -> one.algorithm() == signature.hashAlgorithm());
    return switch (keyring.check(signature, signed)) {
      case GOOD -> Judged.signedBy(signature.keyId());
      case BAD -> unsigned("its signature by key %s is not over it".formatted(signature.keyId()));
      case WEAK ->
          unsigned("it is signed over %s, which is broken".formatted(signature.hashAlgorithm()));
      case UNKNOWN_KEY ->
          unsigned("it is signed with key %s, which the list lacks".formatted(signature.keyId()));
      case NOT_VERIFIABLE ->
          unsigned("its signature is over %s, not verified".formatted(signature.hashAlgorithm()));
    };
  }

  private static Judged unsigned(String text) {
    return Judged.of(Verdict.WRONG_DIGEST, Optional.of(new Clue(Clue.Kind.SIGNATURE, text)));
  }

  private Judged judgeBuffer(String name, FileDigest digest, MeasurementEntry entry) {
    byte[] buffer = entry.field(TemplateField.BUFFER).orElse(new byte[0]);
    Optional<List<ImaKey>> inBuffer = keysIn(buffer);
    if (inBuffer.isPresent() && isIgnored(name)) {
      return Judged.of(Verdict.EXCLUDED);
    }
    List<String> digests =
        (inBuffer.isPresent() ? settings.keyrings() : settings.imaBuf())
            .getOrDefault(name, List.of());
    if (digests.contains(digest.hex())) {
      if (inBuffer.isEmpty()) {
        return Judged.accepted(Basis.BUFFER);
      }
      for (ImaKey key : inBuffer.get()) {
        keys.add(key);
        measuredKeys.add(ImaVerificationKey.of(key.id(), key.subjectPublicKeyInfo()));
      }
      keyring = new ImaKeyring(keys);
      return Judged.accepted(Basis.KEYRING);
    }
    if (excluded.has(name)) {
      return Judged.of(Verdict.EXCLUDED);
    }
    return Judged.of(digests.isEmpty() ? Verdict.UNKNOWN_PATH : Verdict.WRONG_DIGEST);
  }

  private boolean isIgnored(String name) {
    return settings.ignoredKeyrings().contains("*") || settings.ignoredKeyrings().contains(name);
  }

  private static Optional<List<ImaKey>> keysIn(byte[] buffer) {
    try {
      return Optional.of(ImaKeyFile.keysIn("a measured key", buffer));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
