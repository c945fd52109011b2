package io.github.imaallowlist.ima.policy;

/**
 * What actions are about. The kernel decides each family by itself: the first rule of a family that
 * matches ends the search for that family alone ({@code ima_policy.c}, ima_match_policy, actmask).
 */
public enum ActionFamily {
  MEASURE,
  APPRAISE,
  AUDIT,
  HASH
}
