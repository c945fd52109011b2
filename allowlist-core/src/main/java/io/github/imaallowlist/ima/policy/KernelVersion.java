package io.github.imaallowlist.ima.policy;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of the kernel, such as 6.1; what comes after the second number adds no key word to the
 * policy.
 */
public record KernelVersion(int major, int minor) implements Comparable<KernelVersion> {
  /**
   * The oldest kernel whose grammar is known here. A key word that it has, has it as its first
   * kernel, though it may be older.
   */
  public static final KernelVersion OLDEST = new KernelVersion(5, 4);

  /** As {@code uname -r} prints it: 6.1.0-56-amd64, 5.14.0-503.el9.x86_64. */
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})([.+~-].*)?");

  private static final Comparator<KernelVersion> ORDER =
      Comparator.comparingInt(KernelVersion::major).thenComparingInt(KernelVersion::minor);

  public KernelVersion {
    if (major < 0 || minor < 0) {
      throw new IllegalArgumentException("negative: " + major + '.' + minor);
    }
  }

  /** The version that a text such as {@code 6.1} or {@code 6.1.0-56-amd64} starts with. */
  public static Optional<KernelVersion> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new KernelVersion(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(KernelVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
