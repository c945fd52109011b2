package io.github.imaallowlist.ima.policy;

/** What {@code appraise_type=} asks for. */
@SuppressWarnings("ImmutableEnumChecker") // records and List.of are
public enum SignatureKind {
  /** A signature in {@code security.ima}. */
  IMASIG("imasig", KernelVersion.OLDEST),
  /** One in {@code security.ima}, or appended to the file as modules have it. */
  IMASIG_OR_MODSIG("imasig|modsig", KernelVersion.OLDEST),
  /** One over the digest of fs-verity. */
  SIGV3("sigv3", new KernelVersion(5, 19));

  private final String word;
  private final KernelVersion since;

  SignatureKind(String word, KernelVersion since) {
    this.word = word;
    this.since = since;
  }

  /** As it stands in a policy. */
  public String word() {
    return word;
  }

  /** The first kernel that knows it. */
  public KernelVersion since() {
    return since;
  }
}
