package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.rpm.finding.FindingKind;
import java.util.List;

/** What a {@link TrustPolicy} says of a package. */
public sealed interface Judgement {
  /** It may be taken; the proof may be {@link Proof#NONE} only where the policy allows that. */
  record Accepted(Proof proof) implements Judgement {}

  /**
   * It may not.
   *
   * @param reasons at least one
   */
  record Refused(List<Reason> reasons) implements Judgement {
    public Refused {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Why not.
   *
   * @param kind one that {@linkplain FindingKind#isTrust is about trust}
   * @param detail one line
   */
  record Reason(FindingKind kind, String detail) {}
}
