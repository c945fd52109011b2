package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.SortedAllowlist;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A benchmark, not a test: merges distinct paths of some 80 bytes with a SHA-256 each, links among
 * them, writes a Keylime policy, and prints the time and the peak memory as the kernel counts it.
 *
 * <p>{@code java -Xmx160m -cp … io.github.imaallowlist.format.MergeTenMillionPaths [PATHS
 * [FOLDER]]}
 */
public final class MergeTenMillionPaths {
  private static final int FILES_OF_PACKAGE = 25;
  private static final long STRIDE = 7_368_787;

  private MergeTenMillionPaths() {}

  public static void main(String[] arguments) throws IOException {
    int paths = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000_000;
    Path folder =
        arguments.length > 1
            ? Path.of(arguments[1])
            : Path.of(System.getProperty("java.io.tmpdir"));
    Path output = Files.createTempFile(folder, "policy", ".json");
    try {
      measure(paths, folder, output);
    } finally {
      Files.delete(output);
    }
  }

  private static void measure(int paths, Path folder, Path output) throws IOException {
    long start = System.nanoTime();
    try (AllowlistBuilder builder = new AllowlistBuilder(folder);
        OutputStream out = Files.newOutputStream(output)) {
      addPackages(builder, paths / FILES_OF_PACKAGE);
      long added = System.nanoTime();
      SortedAllowlist allowlist = builder.finish();
      long sorted = System.nanoTime();
      AllowlistWriter writer =
          AllowlistFormat.KEYLIME.open(out, PolicySettings.DEFAULT, allowlist.newSpool());
      AllowlistCounts counts = allowlist.forEach(writer);
      writer.finish(provenance());
      long written = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "paths %d, through links %d, policy %d MB%n"
              + "added %.1f s, links and sort %.1f s, merged and written %.1f s, in all %.1f s%n"
              + "peak memory %d MB%n",
          counts.paths(),
          counts.throughLinks(),
          Files.size(output) >> 20,
          (added - start) / 1e9,
          (sorted - added) / 1e9,
          (written - sorted) / 1e9,
          (written - start) / 1e9,
          peakMemory() >> 20);
    }
  }

  /** Packages in an order that has nothing to do with their names. */
  private static void addPackages(AllowlistBuilder builder, int packages) throws IOException {
    builder.addLink(FilePath.of("/bin"), "usr/bin".getBytes(StandardCharsets.US_ASCII));
    builder.addLink(FilePath.of("/lib"), "usr/lib".getBytes(StandardCharsets.US_ASCII));
    byte[] digest = new byte[HashAlgorithm.SHA256.digestLength()];
    for (long i = 0; i < packages; i++) {
      long number = i * STRIDE % packages;
      String name = "package-%x".formatted((number * 0x9e3779b97f4a7c15L) >>> 36);
      for (int file = 0; file < FILES_OF_PACKAGE; file++) {
        ByteBuffer.wrap(digest).putLong(number).putInt(file + 1);
        builder.add(
            FilePath.of(path(number, name, file)),
            List.of(new FileDigest(HashAlgorithm.SHA256, digest)));
      }
      builder.addLink(
          FilePath.of("/usr/lib/.build-id/" + name),
          ("../../bin/" + name).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String path(long number, String name, int file) {
    String version = name + "-1." + number + ".0";
    if (file == 0) {
      return "/bin/" + version;
    }
    if (file < 8) {
      return "/usr/lib/modules/6.12.0/kernel/drivers/" + version + "/module-of-the-kernel-" + file;
    }
    return "/usr/share/doc/" + version + "/html/reference/chapter-number-" + file + "/index.html";
  }

  private static Provenance provenance() {
    return new Provenance(
        "benchmark",
        "0",
        "payload",
        List.of("sha256"),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        Optional.empty(),
        new TreeMap<>(),
        List.of(),
        true,
        Optional.empty(),
        Optional.empty());
  }

  private static long peakMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    throw new IOException("the kernel does not tell the peak memory");
  }
}
