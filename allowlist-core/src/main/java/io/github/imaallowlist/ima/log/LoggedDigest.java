package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The digest fields: {@code sha256:}, a NUL, the digest; of {@code d-ngv2} with the kind of digest
 * before it, {@code ima:} or {@code verity:} ({@code ima_eventdigest_init_common} in the kernel's
 * {@code ima_template_lib.c}).
 */
final class LoggedDigest {
  private static final String VERITY = "verity:";
  private static final String IMA = "ima:";

  private LoggedDigest() {}

  /** Absent if there is no digest, or one of an algorithm that is not known. */
  static Optional<FileDigest> parse(byte[] field) {
    int end = endOfPrefix(field);
    if (end < 0) {
      return Optional.empty();
    }
    String prefix = new String(field, 0, end, StandardCharsets.ISO_8859_1);
    String algorithm = withoutKind(prefix);
    if (!algorithm.endsWith(":")) {
      return Optional.empty();
    }
    return HashAlgorithm.byKernelName(algorithm.substring(0, algorithm.length() - 1))
        .flatMap(known -> of(known, Arrays.copyOfRange(field, end + 1, field.length)));
  }

  static Optional<FileDigest> of(HashAlgorithm algorithm, byte[] bytes) {
    if (bytes.length != algorithm.digestLength() || isZero(bytes)) {
      return Optional.empty();
    }
    return Optional.of(new FileDigest(algorithm, bytes));
  }

  static boolean isVerity(byte[] field) {
    byte[] verity = VERITY.getBytes(StandardCharsets.ISO_8859_1);
    return field.length >= verity.length
        && Arrays.equals(field, 0, verity.length, verity, 0, verity.length);
  }

  private static String withoutKind(String prefix) {
    if (prefix.startsWith(VERITY)) {
      return prefix.substring(VERITY.length());
    }
    return prefix.startsWith(IMA) ? prefix.substring(IMA.length()) : prefix;
  }

  private static int endOfPrefix(byte[] field) {
    for (int i = 0; i < field.length; i++) {
      if (field[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isZero(byte[] bytes) {
    for (byte b : bytes) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }
}
