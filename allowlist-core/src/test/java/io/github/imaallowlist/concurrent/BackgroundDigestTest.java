package io.github.imaallowlist.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundDigestTest {
  private static final int CHUNK = 384 * 1024;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 5 * CHUNK + 7})
  void isTheDigestOfAllThatCame(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    MessageDigest expected = HashAlgorithm.SHA256.newMessageDigest();

    assertThat(digestInPieces(bytes, 100_003)).isEqualTo(expected.digest(bytes));
  }

  /** Through one buffer, as callers have it. */
  private static byte[] digestInPieces(byte[] bytes, int piece) throws IOException {
    byte[] buffer = new byte[piece + 1];
    try (BackgroundDigest digest = new BackgroundDigest(HashAlgorithm.SHA256.newMessageDigest())) {
      for (int start = 0; start < bytes.length; start += piece) {
        int n = Math.min(piece, bytes.length - start);
        System.arraycopy(bytes, start, buffer, 1, n);
        digest.update(buffer, 1, n);
        Arrays.fill(buffer, (byte) 0);
      }
      return digest.digest();
    }
  }
}
