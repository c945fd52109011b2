package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.concurrent.BackgroundOutputStream;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Compresses the content of a file to be recorded while it is written, and takes sizes and
 * checksums of both. Two threads share the work: the one that writes digests the content, another
 * one compresses it.
 *
 * <p>The same content gives the same bytes, in whatever pieces it comes.
 */
public final class CompressingStream extends OutputStream {
  private final String type;
  private final long limit;
  private final MessageDigest openDigest = HashAlgorithm.SHA256.newMessageDigest();
  private final MeasuredStream compressed;
  private final BackgroundOutputStream background;
  private long openSize;

  /**
   * @param type of the record, for errors
   * @param out gets the compressed bytes, from another thread, and is not closed
   */
  public CompressingStream(String type, DataCompression compression, OutputStream out)
      throws IOException {
    this(type, compression, out, MetadataLimits.ALLOWLIST_BYTES);
  }

  CompressingStream(String type, DataCompression compression, OutputStream out, long limit)
      throws IOException {
    this.type = type;
    this.limit = limit;
    this.compressed = new MeasuredStream(out);
    this.background = new BackgroundOutputStream("compress", compression.compress(this.compressed));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * @throws LimitExceededException if nobody would read as much
   * @throws IOException what {@code out} threw, which may be for bytes that came before
   */
  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    requireReadable(type, openSize + length, limit);
    openSize += length;
    background.write(bytes, offset, length);
    openDigest.update(bytes, offset, length);
  }

  /** Fails for more content than is read back. */
  static void requireReadable(String type, long size, long limit) throws LimitExceededException {
    if (size > limit) {
      throw new LimitExceededException(
          type, limit, "it has more than the %d bytes that are the limit".formatted(limit));
    }
  }

  /** Waits until all is compressed and written; to be called once. */
  public ContentSums finish() throws IOException {
    background.finish();
    return new ContentSums(
        openSize, digest(openDigest), compressed.size(), digest(compressed.digest()));
  }

  private static FileDigest digest(MessageDigest digest) {
    return new FileDigest(HashAlgorithm.SHA256, digest.digest());
  }

  /** Ends the other thread. What was written counts for nothing, unless it was finished. */
  @Override
  public void close() {
    background.close();
  }
}
