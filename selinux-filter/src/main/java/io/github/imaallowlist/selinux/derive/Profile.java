package io.github.imaallowlist.selinux.derive;

/** How much a host is to measure. */
public enum Profile {
  /** All that runs or is loaded. */
  CODE("code"),
  /** Also what root reads, less the data that changes. */
  TCB("tcb"),
  /** Also the data that trusted domains read and only trusted domains write. */
  INTEGRITY("integrity");

  private final String keyword;

  Profile(String keyword) {
    this.keyword = keyword;
  }

  /** As on the command line. */
  public String keyword() {
    return keyword;
  }
}
