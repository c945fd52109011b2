package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An ASCII list: a line an entry, with PCR, template hash, template and fields between single
 * spaces ({@code ima_ascii_measurements_show} in {@code security/integrity/ima/ima_fs.c}).
 *
 * <p>A name may have newlines, and then spans lines. A line that begins an entry has spaces, which
 * no name has, so that no name can pass for one.
 */
final class AsciiLog implements MeasurementLog {
  private final LogLines lines;
  private final TemplateHash sha1 = new TemplateHash(MeasurementEntry.HASH_ALGORITHM);
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long number;

  AsciiLog(String source, BufferedInputStream in) {
    this.lines = new LogLines(source, in);
  }

  @Override
  public String source() {
    return lines.source();
  }

  @Override
  public Optional<MeasurementEntry> next() throws IOException {
    if (lines.ahead(0).isEmpty()) {
      return Optional.empty();
    }
    number++;
    int count = 1;
    while (lines.ahead(count).filter(line -> !AsciiEntry.looksLikeOne(line)).isPresent()) {
      count++;
    }
    MeasurementEntry entry =
        read(lines.joined(count))
            .orElseThrow(
                () ->
                    new MalformedInputException(
                        source(),
                        lines.offset(),
                        "no entry %d of a measurement list: PCR, SHA-1, template and its fields"
                            .formatted(number)));
    lines.take(count);
    return Optional.of(entry);
  }

  private Optional<MeasurementEntry> read(byte[] text) {
    Optional<MeasurementEntry> entry = AsciiEntry.read(number, text, order);
    if (entry.isEmpty() || isPlausible(entry.get()) || number > 1) {
      return entry;
    }
    // The byte order is that of the machine, and does not show in the text.
    Optional<MeasurementEntry> other = AsciiEntry.read(number, text, ByteOrder.BIG_ENDIAN);
    if (other.filter(this::isPlausible).isPresent()) {
      order = ByteOrder.BIG_ENDIAN;
      return other;
    }
    return entry;
  }

  private boolean isPlausible(MeasurementEntry entry) {
    return entry.isViolation() || !entry.isReplayable() || entry.hasListedHash(sha1.of(entry));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
