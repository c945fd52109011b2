package io.github.imaallowlist.rpm.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes packages as hostile or faulty hands do; the same seed gives the same changes. */
final class Mutator {
  private static final int[] BORDERS = {
    0, 1, -1, 2, 15, 16, 0x7fff, 0xffff, 0x10000, 0xfffff, 0x100000, Integer.MAX_VALUE, -16
  };
  private static final byte[] HEX = "0123456789abcdefF ".getBytes(US_ASCII);
  private static final int MOST_CHANGES = 4;

  private final List<byte[]> seeds;
  private final Random random;

  Mutator(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    this.random = new Random(seed);
  }

  byte[] next() {
    byte[] bytes = pick().clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes && bytes.length > 0; i++) {
      bytes = change(bytes);
    }
    return bytes;
  }

  private byte[] pick() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] change(byte[] bytes) {
    int position = random.nextInt(bytes.length);
    switch (random.nextInt(9)) {
      case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[position] = (byte) random.nextInt(256);
      case 2 -> bytes[position] = HEX[random.nextInt(HEX.length)];
      case 3, 4 -> putInt(bytes, position & ~3, BORDERS[random.nextInt(BORDERS.length)]);
      case 5 -> addToInt(bytes, position & ~3, random.nextInt(65) - 32);
      case 6 -> Arrays.fill(bytes, position, end(bytes, position), (byte) random.nextInt(256));
      case 7 -> {
        return Arrays.copyOf(bytes, position);
      }
      default -> {
        return splice(bytes, position);
      }
    }
    return bytes;
  }

  private int end(byte[] bytes, int start) {
    return Math.min(bytes.length, start + 1 + random.nextInt(32));
  }

  private static void putInt(byte[] bytes, int position, int value) {
    if (position + Integer.BYTES <= bytes.length) {
      ByteBuffer.wrap(bytes).putInt(position, value);
    }
  }

  private static void addToInt(byte[] bytes, int position, int increment) {
    if (position + Integer.BYTES <= bytes.length) {
      putInt(bytes, position, ByteBuffer.wrap(bytes).getInt(position) + increment);
    }
  }

  /** The front of one, and what another one has from some place on. */
  private byte[] splice(byte[] bytes, int position) {
    byte[] other = pick();
    int from = Math.min(other.length, Math.max(0, position + random.nextInt(33) - 16));
    byte[] spliced = Arrays.copyOf(bytes, position + other.length - from);
    System.arraycopy(other, from, spliced, position, other.length - from);
    return spliced;
  }
}
