package io.github.imaallowlist.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one test leaves in a cache must not change what another one sees. */
final class CacheUse {
  private CacheUse() {}

  /** The arguments, and no cache for a run that would use one by itself. */
  static List<String> unlessSaid(Object... args) {
    List<String> all = new ArrayList<>(Arrays.stream(args).map(Object::toString).toList());
    boolean said =
        all.contains("--cache") || all.contains("--no-cache") || all.contains("--from-cache");
    if (!said && !all.isEmpty() && all.get(0).equals("generate")) {
      all.add(1, "--no-cache");
    }
    return all;
  }
}
