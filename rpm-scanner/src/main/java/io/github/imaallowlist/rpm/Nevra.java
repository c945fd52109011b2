package io.github.imaallowlist.rpm;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.header.Strings;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a package's identity out of its header. */
final class Nevra {
  private Nevra() {}

  static PackageId read(Header header) throws IOException {
    OptionalLong epoch = header.number(Tag.EPOCH);
    if (epoch.isPresent() && epoch.getAsLong() > Integer.MAX_VALUE) {
      throw header.malformed(Tag.EPOCH, "the epoch is too large");
    }
    return new PackageId(
        part(header, Tag.NAME),
        epoch.isPresent() ? OptionalInt.of((int) epoch.getAsLong()) : OptionalInt.empty(),
        part(header, Tag.VERSION),
        part(header, Tag.RELEASE),
        isSource(header) ? sourceArch(header) : part(header, Tag.ARCH));
  }

  /**
   * As RPM tells ({@code headerIsSource} in {@code lib/headerutil.cc}, {@code applyRetrofits} in
   * {@code lib/package.cc}): by a tag that only source packages have, by one that only binary
   * packages have, and where a builder left out both, by the one folder without a name that sources
   * are in.
   */
  static boolean isSource(Header header) throws IOException {
    if (header.has(Tag.SOURCE_PACKAGE) || header.has(Tag.SOURCE_RPM)) {
      return header.has(Tag.SOURCE_PACKAGE);
    }
    Optional<Strings> folders = header.strings(Tag.DIR_NAMES);
    if (folders.isPresent()) {
      return folders.get().size() == 1 && folders.get().length(0) == 0;
    }
    // Before RPM 3.0.4 names stood whole; RPM parts them when it loads the header.
    Optional<Strings> names = header.strings(Tag.OLD_FILE_NAMES);
    return names.isPresent() && !names.get().text(0).startsWith("/");
  }

  /** As RPM names it in a file name ({@code archTag} in {@code lib/tagexts.cc}). */
  private static String sourceArch(Header header) throws IOException {
    return header.has(Tag.NO_SOURCE) || header.has(Tag.NO_PATCH) ? "nosrc" : "src";
  }

  private static String part(Header header, Tag tag) throws IOException {
    String part = header.string(tag).orElseThrow(() -> header.malformed(tag, tag + " is missing"));
    int length = part.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > RpmLimits.NEVRA_PART_BYTES) {
      throw header.malformed(tag, "%s has %,d bytes".formatted(tag, length));
    }
    if (part.chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '/')) {
      throw header.malformed(tag, tag + " has a blank, a slash or a control character");
    }
    return part;
  }
}
