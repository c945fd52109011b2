package io.github.imaallowlist.ima.policy;

import java.util.List;

/** Checks of the text in a condition. */
final class Words {
  private Words() {}

  /** A value as the kernel reads it: not empty, without what ends a word, a line or a text. */
  static String require(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("an empty value");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        throw new IllegalArgumentException("a blank or control character in a value");
      }
    }
    return value;
  }

  /** The name of an SELinux user, role or type. */
  static String requireName(String value) {
    if (!isName(value)) {
      throw new IllegalArgumentException("not a name of an SELinux policy: " + value);
    }
    return value;
  }

  /** Whether an SELinux user, role or type can be called so. */
  static boolean isName(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "_.-$@".indexOf(c) < 0) {
        return false;
      }
    }
    return !value.isEmpty();
  }

  /** Items of a list, which a separator will join. */
  static List<String> requireItems(List<String> items, char separator) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("an empty list");
    }
    for (String item : items) {
      if (require(item).indexOf(separator) >= 0) {
        throw new IllegalArgumentException("a separator in an item: " + item);
      }
    }
    return List.copyOf(items);
  }

  /** An id: all but the highest 32-bit number, which stands for none. */
  static long requireId(long id) {
    if (id < 0 || id >= 0xffff_ffffL) {
      throw new IllegalArgumentException("not an id: " + id);
    }
    return id;
  }
}
