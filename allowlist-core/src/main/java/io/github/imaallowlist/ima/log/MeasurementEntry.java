package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An entry of a measurement list. Immutable. */
public final class MeasurementEntry {
  private final long number;
  private final int pcr;
  private final HashAlgorithm listedAlgorithm;
  private final byte[] listedHash;
  private final Template template;
  private final TemplateData data;
  private final boolean replayable;

  /**
   * @param number counted from 1 in the list
   * @param listedHash handed over, not copied
   * @param replayable whether the data is what the kernel hashed
   */
  MeasurementEntry(
      long number,
      int pcr,
      HashAlgorithm listedAlgorithm,
      byte[] listedHash,
      Template template,
      TemplateData data,
      boolean replayable) {
    this.number = number;
    this.pcr = pcr;
    this.listedAlgorithm = listedAlgorithm;
    this.listedHash = listedHash;
    this.template = template;
    this.data = data;
    this.replayable = replayable;
  }

  /** Its place in the list, counted from 1. */
  public long number() {
    return number;
  }

  /** The register that it was extended into, 0 to 23. */
  public int pcr() {
    return pcr;
  }

  public Template template() {
    return template;
  }

  /** The algorithm of the template hash that the list has: SHA-1 in most, whatever the banks. */
  public HashAlgorithm listedAlgorithm() {
    return listedAlgorithm;
  }

  /** A copy of the template hash that the list has; all zero of a violation. */
  public byte[] listedHash() {
    return listedHash.clone();
  }

  boolean hasListedHash(byte[] hash) {
    return Arrays.equals(listedHash, hash);
  }

  /**
   * Whether the kernel could not tell what was measured, as the file was open for writing at the
   * same time: the list has zeros, and the registers were extended with ones ({@code
   * ima_add_violation} in {@code security/integrity/ima/ima_api.c}).
   */
  public boolean isViolation() {
    for (byte b : listedHash) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The name, as the kernel wrote it: mostly a path, with {@code _} for each space. Absent if the
   * template is not known, or has none.
   */
  public Optional<byte[]> name() {
    return field(TemplateField.NAME_NG)
        .or(() -> field(TemplateField.NAME))
        .map(MeasurementEntry::withoutNul);
  }

  /** The name as text; what is not UTF-8 becomes U+FFFD. Empty if there is none. */
  public String nameText() {
    return name().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  private static byte[] withoutNul(byte[] bytes) {
    int length = bytes.length;
    return length > 0 && bytes[length - 1] == 0 ? Arrays.copyOf(bytes, length - 1) : bytes;
  }

  /**
   * The digest of what was measured. Absent of a violation, of templates that are not known, and
   * where the algorithm is not known.
   */
  public Optional<FileDigest> digest() {
    LoggedDigest.Place place = digestPlace();
    return place.isThere()
        ? Optional.of(FileDigest.of(place.algorithm(), data.bytes(), place.start()))
        : Optional.empty();
  }

  /** Whether the digest is that of fs-verity, and not of the content: {@code verity:} before it. */
  public boolean isVerity() {
    return digestPlace().verity();
  }

  LoggedDigest.Place digestPlace() {
    int field = template.digestField();
    return field < 0 ? LoggedDigest.Place.NOWHERE : LoggedDigest.find(template, field, data);
  }

  /** A field's bytes, which may be none. Absent if the template does not have the field. */
  public Optional<byte[]> field(TemplateField field) {
    return template.indexOf(field).map(data::field);
  }

  /**
   * Whether its template hash can be recomputed. It cannot of a template that is not known in an
   * ASCII list, which does not have all that was hashed.
   */
  public boolean isReplayable() {
    return replayable;
  }

  /** A copy of the data as the kernel hashes it; if it is not {@link #isReplayable}, its text. */
  public byte[] data() {
    return data.bytes().clone();
  }

  /** The place of the name among the fields, or -1. */
  int nameField() {
    return template.nameField();
  }

  TemplateData templateData() {
    return data;
  }

  /** Such as {@code 12: /usr/bin/ls}. */
  @Override
  public String toString() {
    return number + ": " + nameText();
  }
}
