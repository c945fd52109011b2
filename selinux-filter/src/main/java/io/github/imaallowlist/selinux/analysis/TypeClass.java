package io.github.imaallowlist.selinux.analysis;

/** What a file type is for, by who may run it and who may write it. */
public enum TypeClass {
  /** Can run or be loaded; only trusted domains write it. */
  CODE("code"),
  /** Can run or be loaded; others than trusted domains write it too. */
  MUTABLE_CODE("mutable code"),
  /** Cannot run or be loaded; only trusted domains write it. */
  TRUSTED_DATA("trusted data"),
  /** Cannot run or be loaded; others than trusted domains write it too. */
  MUTABLE_DATA("mutable data");

  private final String words;

  TypeClass(String words) {
    this.words = words;
  }

  static TypeClass of(boolean code, boolean mutable) {
    if (code) {
      return mutable ? MUTABLE_CODE : CODE;
    }
    return mutable ? MUTABLE_DATA : TRUSTED_DATA;
  }

  /** For reports. */
  public String words() {
    return words;
  }

  /** Whether it can run or be loaded. */
  public boolean isCode() {
    return this == CODE || this == MUTABLE_CODE;
  }

  /** Whether others than trusted domains write it. */
  public boolean isMutable() {
    return this == MUTABLE_CODE || this == MUTABLE_DATA;
  }
}
