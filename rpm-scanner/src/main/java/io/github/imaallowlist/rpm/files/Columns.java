package io.github.imaallowlist.rpm.files;

import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.IOException;

/** The file list's tags are columns: each has a value for each file. */
final class Columns {
  private Columns() {}

  static void checkLength(Header header, Tag tag, int length, int count) throws IOException {
    if (length != count) {
      throw header.malformed(tag, "%s has %,d values for %,d files".formatted(tag, length, count));
    }
  }
}
