package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests one content after the other, in several algorithms in one pass, and sees in passing
 * whether it is an ELF file's.
 */
final class ContentDigester implements CpioReader.ContentSink {
  /** {@code ELFMAG}, as a number. */
  private static final int ELF_MAGIC = 0x7f454c46;

  private final List<HashAlgorithm> algorithms;
  private final List<MessageDigest> digests;

  /** The content's first bytes, and how many of them were seen; no more than four count. */
  private int head;

  private int headLength;

  /**
   * @param algorithms each once
   */
  ContentDigester(List<HashAlgorithm> algorithms) {
    this.algorithms = algorithms;
    this.digests = algorithms.stream().map(HashAlgorithm::newMessageDigest).toList();
  }

  @Override
  public void accept(byte[] buffer, int start, int length) {
    for (int i = 0; i < length && headLength < Integer.BYTES; i++, headLength++) {
      head = (head << Byte.SIZE) | (buffer[start + i] & 0xff);
    }
    for (MessageDigest digest : digests) {
      digest.update(buffer, start, length);
    }
  }

  /** Whether what was accepted since {@link #finish} begins as an ELF file does. */
  boolean isElf() {
    return headLength == Integer.BYTES && head == ELF_MAGIC;
  }

  /** The digests of what was accepted since the last call. */
  List<FileDigest> finish() {
    head = 0;
    headLength = 0;
    List<FileDigest> results = new ArrayList<>(digests.size());
    for (int i = 0; i < digests.size(); i++) {
      results.add(new FileDigest(algorithms.get(i), digests.get(i).digest()));
    }
    return results;
  }
}
