package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The digest fields: {@code sha256:}, a NUL, the digest; of {@code d-ngv2} with the kind of digest
 * before it, {@code ima:} or {@code verity:} ({@code ima_eventdigest_init_common} in the kernel's
 * {@code ima_template_lib.c}).
 */
final class LoggedDigest {
  private static final String VERITY = "verity:";
  private static final String IMA = "ima:";
  private static final Prefix[] PREFIXES = prefixes();

  private LoggedDigest() {}

  /** What a field of one kind and algorithm begins with. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Prefix(byte[] bytes, HashAlgorithm algorithm, boolean verity) {}

  /**
   * Where a digest's bytes are in an entry's data.
   *
   * @param start of the bytes; negative if there is no digest that is known
   * @param verity whether it is that of fs-verity, and not of the content
   */
  record Place(int start, HashAlgorithm algorithm, boolean verity) {
    static final Place NOWHERE = new Place(-1, HashAlgorithm.SHA1, false);

    boolean isThere() {
      return start >= 0;
    }
  }

  private static Prefix[] prefixes() {
    // The most frequent ones are asked first.
    Set<HashAlgorithm> algorithms = new LinkedHashSet<>(List.of(HashAlgorithm.SHA256));
    algorithms.addAll(Arrays.asList(HashAlgorithm.values()));
    List<Prefix> all = new ArrayList<>();
    for (String kind : List.of("", IMA, VERITY)) {
      for (HashAlgorithm algorithm : algorithms) {
        byte[] bytes =
            (kind + algorithm.kernelName() + ":\0").getBytes(StandardCharsets.ISO_8859_1);
        all.add(new Prefix(bytes, algorithm, kind.equals(VERITY)));
      }
    }
    return all.toArray(Prefix[]::new);
  }

  /**
   * Finds the digest of an entry. There is none in a violation's zeros.
   *
   * @param field the digest's among the template's
   */
  static Place find(Template template, int field, TemplateData data) {
    int start = data.start(field);
    int end = data.end(field);
    if (template.fields().get(field) == TemplateField.DIGEST) {
      return end - start == HashAlgorithm.SHA1.digestLength() && !isZero(data.bytes(), start, end)
          ? new Place(start, HashAlgorithm.SHA1, false)
          : Place.NOWHERE;
    }
    for (Prefix prefix : PREFIXES) {
      int digest = start + prefix.bytes().length;
      if (end - digest == prefix.algorithm().digestLength()
          && Arrays.equals(data.bytes(), start, digest, prefix.bytes(), 0, prefix.bytes().length)) {
        return isZero(data.bytes(), digest, end)
            ? Place.NOWHERE
            : new Place(digest, prefix.algorithm(), prefix.verity());
      }
    }
    return Place.NOWHERE;
  }

  private static boolean isZero(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
