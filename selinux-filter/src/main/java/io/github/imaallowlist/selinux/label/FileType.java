package io.github.imaallowlist.selinux.label;

import java.util.Arrays;
import java.util.Optional;

/** What a path is, as far as {@code file_contexts} tells it apart. */
public enum FileType {
  REGULAR("file", "--", 0),
  DIRECTORY("dir", "-d", 1),
  LINK("link", "-l", 2),
  CHARACTER_DEVICE("char", "-c", 3),
  BLOCK_DEVICE("block", "-b", 4),
  PIPE("pipe", "-p", 5),
  SOCKET("socket", "-s", 6);

  private final String option;
  private final String field;
  private final int kind;

  FileType(String option, String field, int kind) {
    this.option = option;
    this.field = field;
    this.kind = kind;
  }

  /** The number that stands for it in a set of regexes, from 0. */
  int kind() {
    return kind;
  }

  /** The type that a spec's second field of three names, such as {@code --}. */
  static Optional<FileType> ofField(String field) {
    return Arrays.stream(values()).filter(type -> type.field.equals(field)).findFirst();
  }

  /** As in a spec, such as {@code --}. */
  public String field() {
    return field;
  }

  /** As on the command line, such as {@code file}. */
  @Override
  public String toString() {
    return option;
  }
}
