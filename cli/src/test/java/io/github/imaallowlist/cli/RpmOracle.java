package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.Tools.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What rpm, rpm2cpio, cpio and sha256sum say of packages. */
final class RpmOracle {
  private static final String LIST =
      "[%{FILEMODES:perms}\t%{FILEFLAGS}\t%{FILEDIGESTS}\t%{FILENAMES}\n]";
  private static final int GHOST = 1 << 6;

  private RpmOracle() {}

  /** The header's digests of regular files that are shipped, by the path that the kernel logs. */
  static Map<String, Set<String>> headerDigests(Collection<Path> rpms) {
    Map<String, Set<String>> digests = new TreeMap<>();
    for (Path rpm : rpms) {
      shippedFiles(rpm).forEach((path, digest) -> add(digests, path, digest));
    }
    return digests;
  }

  /** The digests by sha256sum of what cpio unpacks, by the path that the kernel logs. */
  static Map<String, Set<String>> payloadDigests(Collection<Path> rpms, Path work) {
    Map<String, Set<String>> digests = new TreeMap<>();
    for (Path rpm : rpms) {
      Path tree = unpack(rpm, work);
      for (String path : shippedFiles(rpm).keySet()) {
        Path file = tree.resolve(path.replaceFirst("^/", ""));
        String line = Tools.run("sha256sum", "-z", file).succeeded().text();
        add(digests, path, line.substring(0, 64));
      }
    }
    return digests;
  }

  private static void add(Map<String, Set<String>> digests, String path, String digest) {
    String absolute = path.startsWith("/") ? path : "/" + path;
    digests.computeIfAbsent(absolute.replace(' ', '_'), p -> new TreeSet<>()).add(digest);
  }

  private static Map<String, String> shippedFiles(Path rpm) {
    Outcome query = Tools.run("rpm", "-qp", "--nosignature", "--nodigest", "--qf", LIST, rpm);
    Map<String, String> digests = new TreeMap<>();
    for (String line : query.succeeded().lines()) {
      String[] columns = line.split("\t", 4);
      if (columns[0].startsWith("-") && (Integer.parseInt(columns[1]) & GHOST) == 0) {
        digests.put(columns[3], columns[2]);
      }
    }
    return digests;
  }

  /** Into a folder of its own. */
  static Path unpack(Path rpm, Path work) {
    try {
      Path tree = Files.createTempDirectory(work, "tree");
      Outcome cpio = Tools.run("rpm2cpio", rpm);
      if (cpio.exitCode() == 0) {
        Tools.command("cpio", "-idmu", "--quiet", "--no-absolute-filenames")
            .in(tree)
            .input(cpio.output())
            .run()
            .succeeded();
        return tree;
      }
      // A 07070X archive has no cpio form.
      byte[] tar =
          Tools.command("rpm2archive", "-n", "-")
              .input(Files.readAllBytes(rpm))
              .run()
              .succeeded()
              .output();
      Tools.command("tar", "-x").in(tree).input(tar).run().succeeded();
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
