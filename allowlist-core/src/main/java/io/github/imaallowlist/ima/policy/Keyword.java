package io.github.imaallowlist.ima.policy;

import java.util.Locale;

/**
 * The key words of conditions and options, in the order of the kernel's table ({@code
 * ima_policy.c}, policy_tokens).
 */
@SuppressWarnings("ImmutableEnumChecker") // records and List.of are
public enum Keyword {
  OBJ_USER,
  OBJ_ROLE,
  OBJ_TYPE,
  SUBJ_USER,
  SUBJ_ROLE,
  SUBJ_TYPE,
  FUNC,
  MASK,
  FSMAGIC,
  FSNAME,
  FS_SUBTYPE(6, 19),
  FSUUID,
  UID,
  EUID,
  GID(5, 16),
  EGID(5, 16),
  FOWNER,
  FGROUP(5, 16),
  DIGEST_TYPE(5, 19),
  APPRAISE_TYPE,
  APPRAISE_FLAG(5, 5),
  APPRAISE_ALGOS(5, 15),
  PERMIT_DIRECTIO,
  PCR,
  TEMPLATE,
  KEYRINGS(5, 6),
  LABEL(5, 12);

  private final KernelVersion since;
  private final String word;

  Keyword() {
    this(KernelVersion.OLDEST);
  }

  Keyword(int major, int minor) {
    this(new KernelVersion(major, minor));
  }

  Keyword(KernelVersion since) {
    this.since = since;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  /** As it stands in a policy. */
  public String word() {
    return word;
  }

  /** The first kernel that knows it. */
  public KernelVersion since() {
    return since;
  }

  /** Whether it compares an id, so that {@code <} and {@code >} may stand after it. */
  public boolean ofId() {
    return switch (this) {
      case UID, EUID, GID, EGID, FOWNER, FGROUP -> true;
      default -> false;
    };
  }

  /** Whether it is about an SELinux context. */
  public boolean ofContext() {
    return switch (this) {
      case OBJ_USER, OBJ_ROLE, OBJ_TYPE, SUBJ_USER, SUBJ_ROLE, SUBJ_TYPE -> true;
      default -> false;
    };
  }
}
