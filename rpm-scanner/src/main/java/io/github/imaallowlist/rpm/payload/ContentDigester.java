package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Digests one content after the other, in several algorithms in one pass. */
final class ContentDigester implements CpioReader.ContentSink {
  private final List<HashAlgorithm> algorithms;
  private final List<MessageDigest> digests;

  /**
   * @param algorithms each once
   */
  ContentDigester(List<HashAlgorithm> algorithms) {
    this.algorithms = algorithms;
    this.digests = algorithms.stream().map(HashAlgorithm::newMessageDigest).toList();
  }

  @Override
  public void accept(byte[] buffer, int start, int length) {
    for (MessageDigest digest : digests) {
      digest.update(buffer, start, length);
    }
  }

  /** The digests of what was accepted since the last call. */
  List<FileDigest> finish() {
    List<FileDigest> results = new ArrayList<>(digests.size());
    for (int i = 0; i < digests.size(); i++) {
      results.add(new FileDigest(algorithms.get(i), digests.get(i).digest()));
    }
    return results;
  }
}
