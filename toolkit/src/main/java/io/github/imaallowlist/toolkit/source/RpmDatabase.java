package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.process.ExternalProgram;
import io.github.imaallowlist.process.ProgramResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A database of installed packages, asked through {@code rpm}.
 *
 * @param name as the user gave it
 * @param folder absolute, with the database's files in it
 */
record RpmDatabase(String name, Path folder) {
  /** By the names in {@code lib/backend/} of rpm: SQLite, NDB and Berkeley DB. */
  private static final List<String> FILES = List.of("rpmdb.sqlite", "Packages.db", "Packages");

  /** Below an image's root: of today, and of before. */
  private static final List<String> FOLDERS = List.of("usr/lib/sysimage/rpm", "var/lib/rpm");

  /** Hosts have some thousands of packages, of some 60 bytes each. */
  private static final int OUTPUT_LIMIT = 64 << 20;

  private static final String FORMAT = "%{NAME}-%{EPOCHNUM}:%{VERSION}-%{RELEASE}.%{ARCH}\\n";

  /**
   * Finds the database.
   *
   * @param given its own folder, or an image's root
   * @throws AllowlistException if there is none: rpm would take it for an empty one
   */
  static RpmDatabase find(Path given) throws IOException, AllowlistException {
    if (!Files.isDirectory(given)) {
      throw new AllowlistException(
          ExitCode.IO,
          given + ": no such folder",
          "Give --rpmdb the folder of an RPM database, or the root of an image that has one.");
    }
    Path root = given.toRealPath();
    if (isDatabase(root)) {
      return new RpmDatabase(given.toString(), root);
    }
    for (String name : FOLDERS) {
      Path folder = root.resolve(name);
      if (isDatabase(folder)) {
        requireInside(given, root, folder);
        return new RpmDatabase(given.toString(), folder.toRealPath());
      }
    }
    throw new AllowlistException(
        ExitCode.IO,
        given + ": no RPM database in it, nor in its usr/lib/sysimage/rpm or var/lib/rpm",
        "Give the folder that has rpmdb.sqlite, Packages.db or Packages; or --installed FILE.");
  }

  private static boolean isDatabase(Path folder) {
    return FILES.stream().anyMatch(file -> Files.isRegularFile(folder.resolve(file)));
  }

  /** An absolute link in an image leads to this machine's own database. */
  private static void requireInside(Path given, Path root, Path folder)
      throws IOException, AllowlistException {
    Path real = folder.toRealPath();
    if (!real.startsWith(root)) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s: %s is a link that leads out of it, to %s".formatted(given, folder, real),
          "Give the folder of the database itself.");
    }
  }

  InstalledPackages packages() throws IOException, AllowlistException {
    ProgramResult result =
        ExternalProgram.of(
                List.of("rpm", "--dbpath", folder.toString(), "-qa", "--queryformat", FORMAT))
            .withEnvironment("LC_ALL", "C")
            .withOutputLimit(OUTPUT_LIMIT)
            .run();
    // rpm leaves out what it cannot read, says so, and ends well.
    boolean complains =
        result.errorLines().stream()
            .anyMatch(line -> line.startsWith("error:") || line.contains("skipping"));
    if (result.exitCode() != 0 || complains) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s: rpm cannot read the database: %s".formatted(name, result.errorTail()),
          "Have the host print its packages with rpm -qa, and give that with --installed.");
    }
    return InstalledPackages.read(
        "the RPM database " + name, new ByteArrayInputStream(result.output()));
  }
}
