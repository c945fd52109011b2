package io.github.imaallowlist.rpm.header;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.util.Arrays;

/**
 * The first 96 bytes of a package. All but the magic is historical (RPM's {@code lib/rpmlead.cc});
 * the major version still tells RPM 2 and older, whose header has another form.
 */
public final class Lead {
  /** In bytes. */
  public static final int LENGTH = 96;

  private static final byte[] MAGIC = {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb};
  private static final int MAJOR_OFFSET = 4;
  private static final int OLDEST_MAJOR = 3;
  private static final int NEWEST_MAJOR = 4;

  private Lead() {}

  /**
   * Reads and checks the lead.
   *
   * @throws MalformedInputException if it is not there
   * @throws UnsupportedInputException if it is of a version that this program does not read
   */
  public static void read(RpmInput in) throws IOException {
    long start = in.offset();
    byte[] lead = in.readExactly(LENGTH, "lead");
    if (!Arrays.equals(lead, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MalformedInputException(
          in.name(), start, "not an RPM package: the lead's magic ED AB EE DB is missing");
    }
    int major = lead[MAJOR_OFFSET];
    if (major < OLDEST_MAJOR || major > NEWEST_MAJOR) {
      throw new UnsupportedInputException(
          in.name(),
          start + MAJOR_OFFSET,
          "the lead says package format %d; formats 3, 4 and 6 (3 and 4 in the lead) are read"
              .formatted(major));
    }
  }
}
