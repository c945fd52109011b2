package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of a host's booleans, as {@code getsebool -a} of libselinux prints them: {@code name
 * --> on} or {@code off}, one on a line.
 */
public final class BooleansFile {
  /** {@code getsebool.c}: a value that is not committed yet is shown after the active one. */
  private static final Pattern LINE =
      Pattern.compile("(\\S+) --> (on|off)(?: pending: (?:on|off))?");

  private static final String NONE = "No booleans";

  private BooleansFile() {}

  /**
   * Reads one whole. Blank lines, and those that begin with {@code #}, are passed over.
   *
   * @param source the file's name, as the user knows it
   * @param known the booleans that the policy has
   * @throws MalformedInputException naming the line, if one is of another shape, or about a boolean
   *     that is not known, or a second one is about the same boolean
   * @throws LimitExceededException if it is far longer than such files are
   */
  public static SortedMap<String, Boolean> read(String source, InputStream in, Set<String> known)
      throws IOException {
    byte[] bytes = in.readNBytes(SetoolsLimits.BOOLEANS_BYTES + 1);
    if (bytes.length > SetoolsLimits.BOOLEANS_BYTES) {
      throw new LimitExceededException(
          source,
          SetoolsLimits.BOOLEANS_BYTES,
          "more than the %d bytes that such a file may have"
              .formatted(SetoolsLimits.BOOLEANS_BYTES));
    }
    SortedMap<String, Boolean> values = new TreeMap<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#") && !line.equals(NONE)) {
        read(source, number, line.strip(), known, values);
      }
    }
    return Collections.unmodifiableSortedMap(values);
  }

  private static void read(
      String source, int number, String line, Set<String> known, SortedMap<String, Boolean> values)
      throws IOException {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches() || !PolicyNames.isName(matcher.group(1))) {
      throw malformed(source, number, "expected `name --> on` or `name --> off`, not: " + line);
    }
    String name = matcher.group(1);
    if (!known.contains(name)) {
      throw malformed(
          source,
          number,
          "the policy has no boolean %s%s"
              .formatted(
                  name,
                  NearestName.of(name, known)
                      .map(near -> "; did you mean " + near + "?")
                      .orElse("; `seinfo -b POLICY` lists those that it has")));
    }
    if (values.put(name, matcher.group(2).equals("on")) != null) {
      throw malformed(source, number, "a second line about " + name);
    }
  }

  private static MalformedInputException malformed(String source, int number, String problem) {
    return new MalformedInputException(
        source,
        MalformedInputException.NO_OFFSET,
        "line " + number + ": " + PolicyNames.shown(problem));
  }
}
