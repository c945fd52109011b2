package io.github.imaallowlist.selinux.label;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Folders whose content is labelled as that of others, from a {@code .subs} or {@code .subs_dist}
 * file. The last line that fits a path is the one that counts ({@code label_file.c}).
 */
final class Substitutions {
  static final Substitutions NONE = new Substitutions(List.of());

  /** In the order in which they are tried. */
  private final List<Substitution> all;

  private Substitutions(List<Substitution> all) {
    this.all = all;
  }

  /** A folder, and the one that stands in its place. */
  @SuppressWarnings("ArrayRecordComponent") // not compared
  private record Substitution(byte[] from, byte[] to) {
    /** Whether the path is that folder, or in it. */
    boolean fits(byte[] path, int start, int end) {
      int length = from.length;
      if (end - start < length || (end - start > length && path[start + length] != '/')) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (path[start + i] != from[i]) {
          return false;
        }
      }
      return true;
    }

    byte[] apply(byte[] path, int start, int end) {
      int rest = start + from.length;
      boolean toRoot = to.length == 1 && to[0] == '/';
      if (toRoot && rest < end) {
        rest++;
      }
      byte[] result = new byte[to.length + end - rest];
      System.arraycopy(to, 0, result, 0, to.length);
      System.arraycopy(path, rest, result, to.length, end - rest);
      return result;
    }
  }

  /** Reads such a file; a line without a second field has no effect. */
  static Substitutions read(LabelFile file, List<LabelWarning> warnings) throws IOException {
    List<Substitution> all = new ArrayList<>();
    TextLines lines = TextLines.read(file);
    while (lines.next()) {
      List<String> fields = lines.fields(2);
      if (fields.isEmpty()) {
        continue;
      }
      if (lines.length() > LabelLimits.SUBSTITUTION_LINE) {
        throw lines.beyondLimit(
            "longer than the %,d bytes that libselinux reads as one line"
                .formatted(LabelLimits.SUBSTITUTION_LINE));
      }
      if (all.size() == LabelLimits.SUBSTITUTIONS) {
        throw lines.beyondLimit("more than %,d substitutions".formatted(LabelLimits.SUBSTITUTIONS));
      }
      if (fields.size() == 2) {
        all.add(new Substitution(bytes(fields.get(0)), bytes(fields.get(1))));
      } else {
        warnings.add(lines.warning("a substitution without its second path, which has no effect"));
      }
    }
    Collections.reverse(all);
    return new Substitutions(List.copyOf(all));
  }

  private static byte[] bytes(String field) {
    return field.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What stands in a path's place; absent if that is the path itself. */
  Optional<byte[]> apply(byte[] path, int start, int end) {
    for (Substitution one : all) {
      if (one.fits(path, start, end)) {
        return Optional.of(one.apply(path, start, end));
      }
    }
    return Optional.empty();
  }
}
