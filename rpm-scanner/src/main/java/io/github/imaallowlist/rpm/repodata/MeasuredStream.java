package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/** Counts and digests what passes; leaves the stream below open. */
final class MeasuredStream extends OutputStream {
  private final OutputStream out;
  private final MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
  private long size;

  MeasuredStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    digest.update(bytes, offset, length);
    size += length;
  }

  /** Of all that passed; to be asked for the digest once. */
  MessageDigest digest() {
    return digest;
  }

  long size() {
    return size;
  }
}
