package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which setools it is. The answers of 4.1 to 4.7 are known, from their source; another version may
 * show a condition in another way, and it would be misread.
 */
final class SetoolsVersion {
  private static final Pattern VERSION =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})([.a-z0-9+-]*)");
  private static final int MAJOR = 4;
  private static final int OLDEST_MINOR = 1;
  private static final int NEWEST_MINOR = 7;

  private SetoolsVersion() {}

  /** Fails unless both programs are of the same known version. */
  static void require(Setools seinfo, Setools sesearch) throws IOException, AllowlistException {
    String version = versionOf(seinfo);
    String other = versionOf(sesearch);
    if (!version.equals(other)) {
      throw new AllowlistException(
          ExitCode.IO,
          "seinfo is of setools %s, and sesearch of setools %s".formatted(version, other),
          "Name the folder of the right ones with --setools.");
    }
  }

  private static String versionOf(Setools program) throws IOException, AllowlistException {
    String version = program.ask(List.of("--version"), SetoolsVersion::onlyLine);
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches() || !isKnown(matcher.group(1), matcher.group(2))) {
      throw new AllowlistException(
          ExitCode.IO,
          "setools: its version is not known: " + PolicyNames.shown(version),
          "Known are the versions %d.%d to %d.%d; name the folder of such a one with --setools."
              .formatted(MAJOR, OLDEST_MINOR, MAJOR, NEWEST_MINOR));
    }
    return version;
  }

  /** Of more lines the first: setools 3 says more about itself. */
  private static String onlyLine(OutputLines lines) throws IOException {
    return lines.next() ? lines.line() : "";
  }

  private static boolean isKnown(String major, String minor) {
    int number = Integer.parseInt(minor);
    return Integer.parseInt(major) == MAJOR && number >= OLDEST_MINOR && number <= NEWEST_MINOR;
  }
}
