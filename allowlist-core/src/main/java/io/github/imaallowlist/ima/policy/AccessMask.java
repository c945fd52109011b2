package io.github.imaallowlist.ima.policy;

/** What an access is for; {@code mask=} of a rule. */
public enum AccessMask {
  MAY_EXEC,
  MAY_READ,
  MAY_WRITE,
  MAY_APPEND
}
