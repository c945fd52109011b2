package io.github.imaallowlist.selinux.label;

import io.github.imaallowlist.model.SecurityContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the specs of one file ({@code label_support.c}, read_spec_entries). */
final class SpecReader {
  private final List<LabelWarning> warnings;
  private final TextLines lines;
  private final LabelFile file;

  /** For each regex the last spec of each type. */
  private final Map<String, List<ContextSpec>> seen = new HashMap<>();

  /** Each context once: there are some hundreds, in thousands of specs. */
  private final Map<String, SecurityContext> contexts = new HashMap<>();

  private SpecReader(LabelFile file, List<LabelWarning> warnings) throws IOException {
    this.file = file;
    this.lines = TextLines.read(file);
    this.warnings = warnings;
  }

  /** Takes specs as they come, with the line that they are in. */
  @FunctionalInterface
  interface Sink {
    void take(ContextSpec spec, TextLines line) throws IOException;
  }

  static void read(LabelFile file, List<LabelWarning> warnings, Sink sink) throws IOException {
    SpecReader reader = new SpecReader(file, warnings);
    while (reader.lines.next()) {
      List<String> fields = reader.lines.fields(3);
      if (!fields.isEmpty()) {
        ContextSpec spec = reader.spec(fields);
        reader.warn(spec);
        sink.take(spec, reader.lines);
      }
    }
  }

  private ContextSpec spec(List<String> fields) throws IOException {
    for (String field : fields) {
      if (!isAscii(field)) {
        throw lines.malformed("a byte that is not ASCII, which libselinux does not take");
      }
    }
    if (fields.size() == 1) {
      throw lines.malformed("no context behind the path; is the file cut off?");
    }
    String regex = fields.get(0);
    if (fields.size() == 2) {
      return new ContextSpec(
          file.name(), lines.number(), regex, Optional.empty(), context(fields.get(1)));
    }
    Optional<FileType> type = FileType.ofField(fields.get(1));
    if (type.isEmpty()) {
      throw lines.malformed("'%s' is no file type such as '--' or '-d'".formatted(fields.get(1)));
    }
    return new ContextSpec(file.name(), lines.number(), regex, type, context(fields.get(2)));
  }

  private Optional<SecurityContext> context(String text) throws IOException {
    if (text.equals(ContextSpec.NONE)) {
      return Optional.empty();
    }
    if (text.length() > LabelLimits.CONTEXT_LENGTH) {
      throw lines.beyondLimit(
          "a context of more than %,d bytes".formatted(LabelLimits.CONTEXT_LENGTH));
    }
    SecurityContext known = contexts.get(text);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<SecurityContext> context = SecurityContext.parse(text);
    if (context.isEmpty()) {
      throw lines.malformed("'%s' is no context user:role:type".formatted(text));
    }
    contexts.put(text, context.get());
    return context;
  }

  private static boolean isAscii(String field) {
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) > 0x7f) {
        return false;
      }
    }
    return true;
  }

  private void warn(ContextSpec spec) {
    if (lines.isCutOff()) {
      warnings.add(lines.warning("the last line has no newline; is the file cut off?"));
    }
    boolean exact = SpecSyntax.isExact(spec.regex());
    if (exact && SpecSyntax.isLaterRegex(spec.regex())) {
      warnings.add(
          lines.warning(
              "%s goes before all regexes up to libselinux 3.7, and no longer since 3.8"
                  .formatted(spec.regex())));
    }
    Optional<ContextSpec> other = rival(spec);
    if (other.isPresent()) {
      warnings.add(
          lines.warning(
              "%s has another context in line %d; this one counts%s"
                  .formatted(
                      spec.regex(),
                      other.get().line(),
                      exact ? " up to libselinux 3.7, and that one since 3.8" : "")));
    }
  }

  /** An earlier spec for the same paths of the same type, that gives them another context. */
  private Optional<ContextSpec> rival(ContextSpec spec) {
    List<ContextSpec> before = seen.computeIfAbsent(spec.regex(), regex -> new ArrayList<>(1));
    Optional<ContextSpec> rival = Optional.empty();
    for (ContextSpec other : before) {
      boolean sameFiles =
          spec.type().isEmpty() || other.type().isEmpty() || spec.type().equals(other.type());
      if (sameFiles && !spec.context().equals(other.context())) {
        rival = Optional.of(other);
      }
    }
    before.removeIf(other -> other.type().equals(spec.type()));
    before.add(spec);
    return rival;
  }
}
