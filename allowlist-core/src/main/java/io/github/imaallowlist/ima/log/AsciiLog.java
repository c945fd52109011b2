package io.github.imaallowlist.ima.log;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
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
  private HashAlgorithm hashAlgorithm = HashAlgorithm.SHA1;
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
    if (number > 1) {
      return AsciiEntry.read(number, text, order, hashAlgorithm);
    }
    // Byte order and algorithm do not show in the text, and are the same in all of the list.
    Optional<MeasurementEntry> likely = AsciiEntry.read(number, text, order, hashAlgorithm);
    if (likely.isEmpty()) {
      return likely;
    }
    for (HashAlgorithm each : ListedHash.ofLength(likely.get().listedHash().length)) {
      for (ByteOrder either : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        Optional<MeasurementEntry> entry = AsciiEntry.read(number, text, either, each);
        if (entry.filter(ListedHash::isConsistent).isPresent()) {
          order = either;
          hashAlgorithm = each;
          return entry;
        }
      }
    }
    hashAlgorithm = ListedHash.ofLength(likely.get().listedHash().length).get(0);
    return AsciiEntry.read(number, text, order, hashAlgorithm);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
