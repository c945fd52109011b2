package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.model.PackageId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package as people and {@code rpm -qa} name it, with or without an epoch.
 *
 * @param nvra name, version, release and architecture, as {@code name-version-release.arch}
 * @param epoch absent if none was named; 0 and {@code (none)} are one epoch
 */
public record NevraText(String nvra, Optional<Long> epoch) {
  private static final int MAX_LENGTH = 4 * 255;

  /**
   * {@code name-[epoch:]version-release.arch}, or with the epoch in front; {@code (none)} is what
   * rpm prints for an epoch that is not there.
   */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:([0-9]{1,10}|\\(none\\)):)?([^\\s:/]+)-(?:([0-9]{1,10}|\\(none\\)):)?"
              + "([^\\s:/-]+)-([^\\s:/-]+)\\.([^\\s:/.-]+)");

  /** Empty if it is no package's name. */
  public static Optional<NevraText> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (text.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new NevraText(
            nvra(matcher.group(2), matcher.group(4), matcher.group(5), matcher.group(6)),
            Optional.ofNullable(matcher.group(1))
                .or(() -> Optional.ofNullable(matcher.group(3)))
                .map(NevraText::epoch)));
  }

  private static long epoch(String text) {
    return text.startsWith("(") ? 0 : Long.parseLong(text);
  }

  /** The package's own name, which has an epoch. */
  public static NevraText of(PackageId id) {
    return new NevraText(
        nvra(id.name(), id.version(), id.release(), id.arch()),
        Optional.of((long) id.epoch().orElse(0)));
  }

  /**
   * Its parts.
   *
   * @return empty if its epoch is larger than RPM's can be
   */
  public Optional<PackageId> id() {
    long number = epoch.orElse(0L);
    if (number > Integer.MAX_VALUE) {
      return Optional.empty();
    }
    int arch = nvra.lastIndexOf('.');
    int release = nvra.lastIndexOf('-', arch);
    int version = nvra.lastIndexOf('-', release - 1);
    return Optional.of(
        new PackageId(
            nvra.substring(0, version),
            number > 0 ? OptionalInt.of((int) number) : OptionalInt.empty(),
            nvra.substring(version + 1, release),
            nvra.substring(release + 1, arch),
            nvra.substring(arch + 1)));
  }

  private static String nvra(String name, String version, String release, String arch) {
    return name + "-" + version + "-" + release + "." + arch;
  }

  /**
   * Whether it names this package: one without an epoch names those of any.
   *
   * @param one of which the absent epoch is 0
   */
  public boolean names(NevraText one) {
    return nvra.equals(one.nvra) && (epoch.isEmpty() || epoch.get().equals(one.epoch.orElse(0L)));
  }

  /** As {@code dnf} writes it; epoch 0 is not written. */
  @Override
  public String toString() {
    return epoch.filter(number -> number > 0).map(number -> number + ":" + nvra).orElse(nvra);
  }
}
