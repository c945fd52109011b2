package io.github.imaallowlist.rpm.imasignature;

/**
 * How many regular files carry an IMA signature, and what became of it. Bad ones are findings, and
 * their packages not counted.
 *
 * @param good by the keys that made them
 * @param weak good, but over a digest in MD5 or SHA-1
 * @param unknownKey by the keys that they name; all that can be read, if there are no certificates
 * @param notVerifiable for want of the digest, or of a known form
 */
public record FileSignatureCounts(
    KeyIdCounts good, long weak, KeyIdCounts unknownKey, long notVerifiable) {
  public static final FileSignatureCounts NONE =
      new FileSignatureCounts(KeyIdCounts.NONE, 0, KeyIdCounts.NONE, 0);

  /** The files that carry one. */
  public long files() {
    return good.total() + weak + unknownKey.total() + notVerifiable;
  }

  /** The sum of both. */
  public FileSignatureCounts plus(FileSignatureCounts other) {
    return other.files() == 0
        ? this
        : new FileSignatureCounts(
            good.plus(other.good),
            weak + other.weak,
            unknownKey.plus(other.unknownKey),
            notVerifiable + other.notVerifiable);
  }
}
