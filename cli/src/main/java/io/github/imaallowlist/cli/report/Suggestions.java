package io.github.imaallowlist.cli.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.ima.check.GeneratedFiles;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.Clue;
import io.github.imaallowlist.toolkit.check.Deviation;
import io.github.imaallowlist.toolkit.check.Verdict;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What would let deviations pass, with the risk of it, as an argument file: excludes are options of
 * {@code generate}, digests are comments, for a policy to merge in with {@code --base}. Nothing is
 * suggested for what is known to be bad.
 */
final class Suggestions {
  private static final int MAX = 100_000;

  /** By pattern. */
  private final SortedMap<String, GeneratedFiles> excludes = new TreeMap<>();

  /** By the member for a policy's digests. */
  private final SortedMap<String, String> additions = new TreeMap<>();

  private final SortedSet<String> none = new TreeSet<>();
  private long left;

  void add(Deviation deviation) {
    if (additions.size() + none.size() >= MAX) {
      left++;
      return;
    }
    Optional<String> name = deviation.name().map(LoggedPath::toString);
    Optional<GeneratedFiles> generated =
        name.filter(path -> deviation.verdict() != Verdict.VIOLATION).flatMap(GeneratedFiles::at);
    if (generated.flatMap(GeneratedFiles::exclude).isPresent()) {
      excludes.put(generated.flatMap(GeneratedFiles::exclude).get(), generated.get());
    } else if (isAddition(deviation)) {
      additions.put(
          "%s: [\"%s\"],"
              .formatted(quoted(name.orElse("")), deviation.digest().orElseThrow().hex()),
          clues(deviation));
    } else {
      none.add(
          "%s: %s".formatted(deviation.verdict(), Printable.of(name.orElse("without a name"))));
    }
  }

  private static boolean isAddition(Deviation deviation) {
    return deviation
            .name()
            .filter(path -> path.isUtf8() && path.toString().startsWith("/"))
            .isPresent()
        && deviation.digest().filter(digest -> !isWeak(digest)).isPresent()
        && (deviation.verdict() == Verdict.WRONG_DIGEST
            || deviation.verdict() == Verdict.UNKNOWN_PATH)
        && deviation.clues().stream()
            .noneMatch(
                clue ->
                    clue.kind() == Clue.Kind.REVOKED
                        || clue.kind() == Clue.Kind.NO_FILE
                        || clue.kind() == Clue.Kind.BOOT);
  }

  /** In JSON, with nothing that a terminal would take for more than a letter. */
  private static String quoted(String name) {
    StringBuilder quoted = new StringBuilder();
    for (char c : JsonStringEncoder.getInstance().quoteAsString(name)) {
      quoted.append(c < 0x7f ? String.valueOf(c) : "\\u%04x".formatted((int) c));
    }
    return quoted.insert(0, '"').append('"').toString();
  }

  private static boolean isWeak(FileDigest digest) {
    return digest.algorithm().isWeak();
  }

  private static String clues(Deviation deviation) {
    return deviation.clues().stream()
        .map(Clue::text)
        .map(Printable::of)
        .collect(Collectors.joining("; "));
  }

  /**
   * @param out not closed
   */
  void write(CheckResult result, OutputStream out) {
    PrintStream lines = new PrintStream(out, false, StandardCharsets.UTF_8);
    lines.printf(
        "# What would let the deviations of %s pass. Read each line before you use it.%n",
        Printable.of(result.log()));
    lines.println("#");
    lines.println(
        "# Excludes, as they are: ima-allowlist generate @FILE ..., FILE being this one.");
    lines.println("# Nobody looks at these paths any more: any content passes.");
    excludes.forEach(
        (pattern, kind) -> {
          lines.printf("%n# %s%n# risk: %s%n", kind.reason(), kind.risk());
          lines.println("--exclude-path=" + pattern);
        });
    lines.printf(
        "%n# Additions: members for \"digests\" of a policy that generate --base merges in.%n");
    lines.println(
        "# risk of each: the host says that this is what it ran, and nobody else; look at");
    lines.println("# the file first. It passes on every host, and until you take it out again.");
    additions.forEach((line, clues) -> lines.printf("%n# %s%n# %s%n", clues, line));
    lines.printf("%n# Nothing is suggested for these: find out what happened.%n");
    none.forEach(line -> lines.printf("# %s%n", line));
    if (left > 0) {
      lines.printf("# and for %,d further entries, which were not looked at%n", left);
    }
    lines.flush();
  }
}
