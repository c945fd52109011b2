package io.github.imaallowlist.ima.policy;

import java.util.Locale;

/** The first word of a rule ({@code ima_policy.c}, policy_tokens). */
@SuppressWarnings("ImmutableEnumChecker") // records and List.of are
public enum ImaAction {
  MEASURE(ActionFamily.MEASURE, true, KernelVersion.OLDEST),
  DONT_MEASURE(ActionFamily.MEASURE, false, KernelVersion.OLDEST),
  APPRAISE(ActionFamily.APPRAISE, true, KernelVersion.OLDEST),
  DONT_APPRAISE(ActionFamily.APPRAISE, false, KernelVersion.OLDEST),
  AUDIT(ActionFamily.AUDIT, true, KernelVersion.OLDEST),
  DONT_AUDIT(ActionFamily.AUDIT, false, new KernelVersion(6, 19)),
  HASH(ActionFamily.HASH, true, KernelVersion.OLDEST),
  DONT_HASH(ActionFamily.HASH, false, KernelVersion.OLDEST);

  private final ActionFamily family;
  private final boolean acts;
  private final KernelVersion since;
  private final String word;

  ImaAction(ActionFamily family, boolean acts, KernelVersion since) {
    this.family = family;
    this.acts = acts;
    this.since = since;
    this.word = name().toLowerCase(Locale.ROOT);
  }

  /** As it stands in a policy. */
  public String word() {
    return word;
  }

  public ActionFamily family() {
    return family;
  }

  /** Whether the rule asks for its family's action; the {@code dont_} ones keep from it. */
  public boolean acts() {
    return acts;
  }

  /** The first kernel that knows it. */
  public KernelVersion since() {
    return since;
  }
}
