package io.github.imaallowlist.rpm.repofile;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@code .repo} file: sections of options, in the form of dnf.conf(5).
 *
 * <p>As dnf and librepo read it: a line that starts with {@code #} or {@code ;} is a comment, one
 * that starts with a blank goes on with the value before it, of an option given twice the last
 * counts, and sections of one name are one.
 */
public final class RepoFile {
  /** Bytes of such a file; usual ones have 1 to 5 KB. */
  private static final int MAX_BYTES = 1 << 20;

  /** The section of dnf itself, which names no repository. */
  private static final String MAIN = "main";

  private final String source;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
  private @Nullable Map<String, String> section;
  private @Nullable String option;

  private RepoFile(String source) {
    this.source = source;
  }

  /** The sections of repositories, in their order, whether enabled or not. */
  public static List<RepoSection> read(String source, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new LimitExceededException(
            source, NO_OFFSET, "it has more than %d bytes".formatted(MAX_BYTES));
      }
      return parse(source, bytes);
    }
  }

  /**
   * Parses its bytes.
   *
   * @param source the file's name for errors
   */
  static List<RepoSection> parse(String source, byte[] bytes) throws MalformedInputException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedInputException(source, NO_OFFSET, "it is not UTF-8", e);
    }
    RepoFile file = new RepoFile(source);
    String[] lines = text.split("\n", -1);
    for (int line = 0; line < lines.length; line++) {
      file.addLine(lines[line], line + 1);
    }
    List<RepoSection> read = new ArrayList<>();
    file.sections.forEach((id, options) -> read.add(new RepoSection(source, id, options)));
    return List.copyOf(read);
  }

  private void addLine(String line, int number) throws MalformedInputException {
    String text = line.strip();
    if (text.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    if (line.startsWith(" ") || line.startsWith("\t")) {
      goOn(text, number);
    } else if (text.startsWith("[")) {
      begin(text, number);
    } else {
      add(text, number);
    }
  }

  private void begin(String text, int number) throws MalformedInputException {
    if (!text.endsWith("]") || text.length() < 3) {
      throw malformed(number, "expected a section's name in brackets");
    }
    String id = text.substring(1, text.length() - 1);
    option = null;
    section =
        id.equals(MAIN)
            ? new LinkedHashMap<>()
            : sections.computeIfAbsent(id, added -> new LinkedHashMap<>());
  }

  private void add(String text, int number) throws MalformedInputException {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw malformed(number, "expected OPTION=VALUE");
    }
    if (section == null) {
      throw malformed(number, "expected a section's name in brackets before the first option");
    }
    option = text.substring(0, equals).strip();
    section.put(option, text.substring(equals + 1).strip());
  }

  private void goOn(String text, int number) throws MalformedInputException {
    if (section == null || option == null) {
      throw malformed(number, "expected an option before a line that starts with a blank");
    }
    section.merge(option, text, (before, more) -> before.isEmpty() ? more : before + "\n" + more);
  }

  private MalformedInputException malformed(int line, String problem) {
    return new MalformedInputException(source, NO_OFFSET, "at line " + line + ": " + problem);
  }
}
