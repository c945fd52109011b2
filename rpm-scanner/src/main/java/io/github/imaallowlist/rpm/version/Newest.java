package io.github.imaallowlist.rpm.version;

import io.github.imaallowlist.model.PackageId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Keeps of each name and architecture the packages with the newest version. */
public final class Newest {
  private Newest() {}

  /**
   * The items whose package no other item of the same name and architecture supersedes, in their
   * order. Of several equal versions, all are kept: which one a host installs is not known here.
   */
  public static <T> List<T> of(List<T> items, Function<? super T, PackageId> id) {
    Map<NameAndArch, PackageId> newest = new HashMap<>();
    for (T item : items) {
      PackageId candidate = id.apply(item);
      newest.merge(
          NameAndArch.of(candidate),
          candidate,
          (old, other) -> RpmVersions.BY_VERSION.compare(old, other) >= 0 ? old : other);
    }
    return items.stream().filter(item -> isNewest(id.apply(item), newest)).toList();
  }

  private static boolean isNewest(PackageId id, Map<NameAndArch, PackageId> newest) {
    PackageId best = newest.get(NameAndArch.of(id));
    return best != null && RpmVersions.BY_VERSION.compare(id, best) == 0;
  }

  private record NameAndArch(String name, String arch) {
    static NameAndArch of(PackageId id) {
      return new NameAndArch(id.name(), id.arch());
    }
  }
}
