package io.github.imaallowlist.ima.log;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A measurement list, read from front to end: what the kernel gives as {@code
 * binary_runtime_measurements} or {@code ascii_runtime_measurements} below {@code
 * /sys/kernel/security/ima}, in one hash algorithm or another.
 */
public interface MeasurementLog extends Closeable {
  /** The size of the buffer that lists are read through. */
  int BUFFER = 1 << 16;

  /**
   * The next entry.
   *
   * @return empty at the end
   * @throws io.github.imaallowlist.error.InputException if it is not one, with the offset; nothing
   *     can be read behind it
   */
  Optional<MeasurementEntry> next() throws IOException;

  /** The list's name, for messages. */
  String source();

  /**
   * Opens a list of either form; an ASCII one begins with the number of a PCR in digits.
   *
   * @param source the list's name, for messages
   * @param in is closed with the list
   */
  static MeasurementLog open(String source, InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    // A binary list begins with the register's number in four bytes, which is below 24.
    boolean ascii = first == ' ' || (first >= '0' && first <= '9');
    return ascii ? new AsciiLog(source, buffered) : new BinaryLog(source, buffered);
  }
}
