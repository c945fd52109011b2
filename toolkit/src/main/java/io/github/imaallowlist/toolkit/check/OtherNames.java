package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.model.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Other names of a path where folders are links, as they are on today's distributions. A list that
 * was made without the package that has the links has the one name, and IMA logs the other.
 */
final class OtherNames {
  /** Link and folder. */
  private static final List<String[]> LINKS =
      List.of(
          new String[] {"/bin/", "/usr/bin/"},
          new String[] {"/sbin/", "/usr/sbin/"},
          new String[] {"/lib/", "/usr/lib/"},
          new String[] {"/lib64/", "/usr/lib64/"},
          new String[] {"/usr/sbin/", "/usr/bin/"},
          new String[] {"/usr/lib64/", "/usr/lib/"},
          new String[] {"/var/run/", "/run/"},
          new String[] {"/usr/tmp/", "/var/tmp/"});

  private OtherNames() {}

  /** Names that the file at a path may have as well. */
  static List<LoggedPath> of(LoggedPath path) {
    String text = path.toString();
    List<LoggedPath> names = new ArrayList<>();
    if (!path.isUtf8()) {
      return names;
    }
    for (String[] link : LINKS) {
      add(names, text, link[0], link[1]);
      add(names, text, link[1], link[0]);
    }
    return names;
  }

  private static void add(List<LoggedPath> names, String path, String from, String to) {
    String other = to + path.substring(Math.min(from.length(), path.length()));
    if (path.startsWith(from)
        && other.getBytes(StandardCharsets.UTF_8).length <= FilePath.MAX_LENGTH) {
      names.add(LoggedPath.of(other));
    }
  }
}
