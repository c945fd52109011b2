package io.github.imaallowlist.rpm.repodata;

import java.util.regex.Pattern;

/**
 * The types of records that this program may write: {@code ima-allowlist}, {@code ima-policy}, and
 * whatever else begins with {@code ima-}. So it never replaces a record of somebody else.
 */
final class RecordType {
  private static final Pattern TYPE = Pattern.compile("ima-[a-z0-9]+(-[a-z0-9]+){0,7}");
  private static final int MAX_LENGTH = 64;

  private RecordType() {}

  /**
   * @throws IllegalArgumentException if it is none
   */
  static String require(String type) {
    if (!isOurs(type)) {
      throw new IllegalArgumentException("'%s' is no type of record of ours".formatted(type));
    }
    return type;
  }

  /** Whether it is one. */
  static boolean isOurs(String type) {
    return type.length() <= MAX_LENGTH && TYPE.matcher(type).matches();
  }
}
