package io.github.imaallowlist.selinux.policy;

/** The object classes whose rules say what a file is for. */
public enum ObjectClass {
  FILE("file"),
  SYSTEM("system");

  private final String keyword;

  ObjectClass(String keyword) {
    this.keyword = keyword;
  }

  /** As policies write it. */
  public String keyword() {
    return keyword;
  }
}
