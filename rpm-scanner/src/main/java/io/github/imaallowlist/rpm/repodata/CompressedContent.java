package io.github.imaallowlist.rpm.repodata;

import java.io.IOException;
import java.io.InputStream;

/**
 * Content that is compressed already: recording it copies the compressed bytes. {@link
 * CompressingStream} makes it.
 *
 * @param sums of these bytes
 * @param compressed the bytes of the file
 */
public record CompressedContent(
    DataCompression compression, ContentSums sums, RepodataFile.Content compressed)
    implements RepodataFile.Content {
  @Override
  public long size() {
    return sums.openSize();
  }

  /** Decompresses it. */
  @Override
  public InputStream open() throws IOException {
    InputStream in = compressed.open();
    try {
      return compression.decompress(in);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
