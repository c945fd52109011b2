package io.github.imaallowlist.ima.policy;

/** The first word of a rule. */
public enum ImaAction {
  MEASURE,
  DONT_MEASURE,
  APPRAISE,
  DONT_APPRAISE,
  AUDIT,
  DONT_AUDIT,
  HASH,
  DONT_HASH
}
