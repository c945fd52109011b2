package io.github.imaallowlist.rpm;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.Tools.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What rpm, rpm2cpio, cpio and sha256sum say of a package. */
final class RpmOracle {
  private static final String LIST = "[%{FILEMODES:perms}\t%{FILEFLAGS}\t%{FILENAMES}\n]";
  private static final String DIGESTS =
      "[%{FILEMODES:perms}\t%{FILEFLAGS}\t%{FILEDIGESTS}\t%{FILENAMES}\n]";
  private static final int GHOST = 1 << 6;

  private RpmOracle() {}

  /** The header's digests of the regular files that the package ships, by path. */
  static Map<String, String> headerDigests(Path rpm) {
    Map<String, String> digests = new TreeMap<>();
    for (String line : query(rpm, DIGESTS)) {
      String[] columns = line.split("\t", 4);
      if (columns[0].startsWith("-") && (Integer.parseInt(columns[1]) & GHOST) == 0) {
        digests.put(absolute(columns[3]), columns[2]);
      }
    }
    return digests;
  }

  /** The digests by sha256sum of what cpio unpacks of the payload, by path. */
  static Map<String, String> payloadDigests(Path rpm, Path folder) {
    Map<String, String> digests = new TreeMap<>();
    unpack(rpm, folder);
    for (String line : query(rpm, LIST)) {
      String[] columns = line.split("\t", 3);
      if (columns[0].startsWith("-") && (Integer.parseInt(columns[1]) & GHOST) == 0) {
        String path = absolute(columns[2]);
        digests.put(path, sha256sum(folder.resolve(path.substring(1))));
      }
    }
    return digests;
  }

  private static void unpack(Path rpm, Path folder) {
    Outcome cpio = Tools.run("rpm2cpio", rpm);
    if (cpio.exitCode() == 0 && !isStripped(cpio.output())) {
      Tools.command("cpio", "-idmu", "--quiet", "--no-absolute-filenames")
          .in(folder)
          .input(cpio.output())
          .run()
          .succeeded();
      return;
    }
    // A 07070X archive has no cpio form.
    byte[] tar =
        Tools.command("rpm2archive", "-n", "-").input(bytes(rpm)).run().succeeded().output();
    Tools.command("tar", "-x").in(folder).input(tar).run().succeeded();
  }

  private static boolean isStripped(byte[] archive) {
    return archive.length > 5 && archive[5] == 'X';
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Name, epoch, version and release; of source packages rpm prints another architecture. */
  static String nevr(Path rpm) {
    return query(rpm, "%{NEVR}")[0];
  }

  private static String[] query(Path rpm, String format) {
    String out =
        Tools.run("rpm", "-qp", "--nosignature", "--nodigest", "--qf", format, rpm)
            .succeeded()
            .text();
    return out.isEmpty() ? new String[0] : out.split("\n");
  }

  /** Source packages have bare names, which stand for files in the root. */
  private static String absolute(String path) {
    return path.startsWith("/") ? path : "/" + path;
  }

  private static String sha256sum(Path file) {
    String line = Tools.run("sha256sum", "-z", file).succeeded().text();
    return line.substring(0, 64);
  }
}
