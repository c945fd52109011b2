package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.ima.lint.ImaPolicyLint;
import io.github.imaallowlist.ima.lint.LintFinding;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import io.github.imaallowlist.ima.policy.ImaPolicyWriter;
import io.github.imaallowlist.ima.policy.PolicyLimits;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;

/** An IMA policy, and the bytes that it has as a file, whose digest the kernel logs. */
final class ImaPolicyFile {
  private final String name;
  private final byte[] bytes;
  private final ImaPolicy policy;

  private ImaPolicyFile(String name, byte[] bytes, ImaPolicy policy) {
    this.name = name;
    this.bytes = bytes;
    this.policy = policy;
  }

  /**
   * Reads a policy that hosts have.
   *
   * @throws AllowlistException if their kernels refuse it
   * @throws io.github.imaallowlist.error.InputException if it is none
   */
  static ImaPolicyFile read(Path file, LintSettings settings)
      throws IOException, AllowlistException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes((int) PolicyLimits.FILE_BYTES + 1);
    }
    if (bytes.length > PolicyLimits.FILE_BYTES) {
      throw new LimitExceededException(
          file.toString(),
          PolicyLimits.FILE_BYTES,
          "an IMA policy of more than %,d bytes".formatted(PolicyLimits.FILE_BYTES));
    }
    for (LintFinding finding :
        ImaPolicyLint.lint(file.toString(), new ByteArrayInputStream(bytes), settings)) {
      if (finding.kind() == LintFinding.Kind.ERROR) {
        throw new AllowlistException(
            ExitCode.MALFORMED,
            "%s: line %d: %s; no host can load this policy"
                .formatted(file, finding.line(), finding.problem()),
            "%s. ima-allowlist lint says all that is wrong.".formatted(finding.remedy()));
      }
    }
    ImaPolicy policy =
        ImaPolicyParser.parse(file.toString(), new ByteArrayInputStream(bytes)).policy();
    return new ImaPolicyFile(String.valueOf(file.getFileName()), bytes, policy);
  }

  /**
   * The file that a policy is to be in.
   *
   * @param name of the file, without its folder
   */
  static ImaPolicyFile of(ImaPolicy policy, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImaPolicyWriter.write(policy, bytes);
    return new ImaPolicyFile(name, bytes.toByteArray(), policy);
  }

  /** The file's name, without its folder. */
  String name() {
    return name;
  }

  ImaPolicy policy() {
    return policy;
  }

  String sha256() {
    return digest(HashAlgorithm.SHA256).hex();
  }

  /** One for each algorithm. */
  List<FileDigest> digests(SortedSet<HashAlgorithm> algorithms) {
    return algorithms.stream().map(this::digest).toList();
  }

  private FileDigest digest(HashAlgorithm algorithm) {
    return new FileDigest(algorithm, algorithm.newMessageDigest().digest(bytes));
  }

  byte[] bytes() {
    return bytes.clone();
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }
}
