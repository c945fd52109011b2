package io.github.imaallowlist.selinux.label;

import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.regex.RegexMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the spec that labels a path, in time linear in the path. For one thread at a time.
 *
 * <p>The path is taken as {@code selabel_lookup} takes it ({@code label_file.c}, lookup_all):
 * repeated slashes and one at the end do not count, then the administrator's substitution is made,
 * and then the distribution's.
 */
public final class LabelLookup {
  private final List<ContextSpec> specs;
  private final RegexMatcher regexes;
  private final Substitutions subs;
  private final Substitutions subsDist;

  LabelLookup(
      List<ContextSpec> specs, RegexMatcher regexes, Substitutions subs, Substitutions subsDist) {
    this.specs = specs;
    this.regexes = regexes;
    this.subs = subs;
    this.subsDist = subsDist;
  }

  /** The label of a path; absent if no spec fits, or the one that does says {@code <<none>>}. */
  public Optional<SecurityContext> contextOf(FilePath path, FileType type) {
    return specFor(path, type).flatMap(ContextSpec::context);
  }

  /** The spec that decides; absent if none fits. */
  public Optional<ContextSpec> specFor(FilePath path, FileType type) {
    return specFor(path.bytes(), 0, path.length(), type);
  }

  /**
   * The spec that decides; absent if none fits.
   *
   * @param bytes hold the path, which need not be absolute
   * @param from where it begins
   * @param to where it ends, behind at least one byte
   * @throws IllegalArgumentException if there is no path, or a NUL byte in it
   */
  public Optional<ContextSpec> specFor(byte[] bytes, int from, int to, FileType type) {
    byte[] path = bytes;
    int start = from;
    int end = to;
    if (hasDoubleSlash(bytes, from, to)) {
      path = withoutDoubleSlashes(bytes, from, to);
      start = 0;
      end = path.length;
    }
    if (end - start > 1 && path[end - 1] == '/') {
      end--;
    }
    Optional<byte[]> local = subs.apply(path, start, end);
    if (local.isPresent()) {
      path = local.get();
      start = 0;
      end = path.length;
    }
    Optional<byte[]> distribution = subsDist.apply(path, start, end);
    if (distribution.isPresent()) {
      path = distribution.get();
      start = 0;
      end = path.length;
    }
    int spec = regexes.lastMatch(path, start, end, type.kind());
    return spec < 0 ? Optional.empty() : Optional.of(specs.get(spec));
  }

  private static boolean hasDoubleSlash(byte[] bytes, int from, int to) {
    if (from >= to) {
      throw new IllegalArgumentException("the path is empty");
    }
    boolean found = false;
    byte before = 0;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == 0) {
        throw new IllegalArgumentException("the path has a NUL byte");
      }
      found |= b == '/' && before == '/';
      before = b;
    }
    return found;
  }

  private static byte[] withoutDoubleSlashes(byte[] bytes, int from, int to) {
    byte[] clean = new byte[to - from];
    int length = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] != '/' || i == from || bytes[i - 1] != '/') {
        clean[length++] = bytes[i];
      }
    }
    return Arrays.copyOf(clean, length);
  }
}
