package io.github.imaallowlist.rpm.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fills a folder with a cache of packages that no one has built, for the benchmark of the merge; no
 * test. Entries are in the form of the real ones, and not forced to the disk.
 *
 * <p>{@code java -cp … io.github.imaallowlist.rpm.cache.SyntheticCache FOLDER PACKAGES FILES}
 */
public final class SyntheticCache {
  private SyntheticCache() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int[] files = filesOfPackages(Integer.parseInt(arguments[1]), Long.parseLong(arguments[2]));
    for (int first = 0; first < 0x100; first++) {
      Files.createDirectories(folder.resolve("scans").resolve("%02x".formatted(first)));
    }
    IntStream.range(0, files.length)
        .parallel()
        .forEach(number -> write(folder, new SyntheticPackage(number, files[number]).entry()));
  }

  /** A few packages have thousands of files, most have some dozens. */
  private static int[] filesOfPackages(int packages, long files) {
    SplittableRandom random = new SplittableRandom(1);
    double[] ends = new double[packages];
    double sum = 0;
    for (int i = 0; i < packages; i++) {
      sum += Math.min(100, Math.pow(1 - random.nextDouble(), -0.85));
      ends[i] = sum;
    }
    int[] counts = new int[packages];
    long before = 0;
    for (int i = 0; i < packages; i++) {
      long end = Math.round(files * (ends[i] / sum));
      counts[i] = (int) (end - before);
      before = end;
    }
    return counts;
  }

  private static void write(Path folder, CacheEntry entry) {
    String name = entry.key().fileName();
    try {
      Files.write(
          folder.resolve("scans").resolve(name.substring(0, 2)).resolve(name),
          EntryEncoder.encode(entry).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
