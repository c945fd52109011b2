package io.github.imaallowlist.format;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something that a source has and the allowlist has not. Ordered by its members, absent ones first.
 *
 * @param kind what is wrong, as one word for programs, such as {@code digest-mismatch}
 * @param packageName the package's NEVRA
 * @param file the package's file, as its source names it; never a path of this machine
 * @param path the installed file's
 * @param detail for people; one sentence
 */
public record LeftOut(
    String kind,
    Optional<String> packageName,
    Optional<String> file,
    Optional<String> path,
    String detail)
    implements Comparable<LeftOut> {
  private static final Comparator<LeftOut> ORDER =
      Comparator.comparing(LeftOut::kind)
          .thenComparing(leftOut -> leftOut.packageName.orElse(""))
          .thenComparing(leftOut -> leftOut.file.orElse(""))
          .thenComparing(leftOut -> leftOut.path.orElse(""))
          .thenComparing(LeftOut::detail);

  @Override
  public int compareTo(LeftOut other) {
    return ORDER.compare(this, other);
  }
}
