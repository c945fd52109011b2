package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.version.Newest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which packages are wanted.
 *
 * @param arches binary packages of these architectures, and {@code noarch}, which installs beside
 *     any of them; empty: of all. Says nothing about source packages
 * @param include names that match one of these; empty: all
 * @param exclude and none of these
 * @param newest only the newest version of each name and architecture
 * @param sources source packages too
 */
public record PackageSelection(
    Set<String> arches,
    List<NameGlob> include,
    List<NameGlob> exclude,
    boolean newest,
    boolean sources) {
  private static final String NOARCH = "noarch";

  public PackageSelection {
    arches = Set.copyOf(arches);
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** All binary packages. */
  public static PackageSelection everything() {
    return new PackageSelection(Set.of(), List.of(), List.of(), false, false);
  }

  /** Why a package is not wanted. */
  public enum Reason {
    /** It is a source package. */
    SOURCE,
    /** Its architecture was not asked for. */
    ARCHITECTURE,
    /** Its name was excluded, or not included. */
    NAME,
    /** There is a newer version of it. */
    OLDER,
    /** The host whose packages were asked for does not have it. */
    NOT_INSTALLED
  }

  /**
   * What was selected.
   *
   * @param kept in their order
   * @param leftOut how many were not selected, by the first reason that applies; no zeros
   */
  public record Selected<T>(List<T> kept, Map<Reason, Integer> leftOut) {
    public Selected {
      kept = List.copyOf(kept);
      // Not Map.copyOf: its order differs from run to run.
      Map<Reason, Integer> ordered = new EnumMap<>(Reason.class);
      ordered.putAll(leftOut);
      leftOut = Collections.unmodifiableMap(ordered);
    }
  }

  /** Whether a package is wanted, as far as it alone can tell: {@link #newest} is not looked at. */
  public boolean accepts(PackageId id) {
    return reasonAgainst(id).isEmpty();
  }

  /** Why a package is not wanted, as far as it alone can tell. */
  public Optional<Reason> reasonAgainst(PackageId id) {
    if (id.isSource()) {
      if (!sources) {
        return Optional.of(Reason.SOURCE);
      }
    } else if (!arches.isEmpty() && !arches.contains(id.arch()) && !id.arch().equals(NOARCH)) {
      return Optional.of(Reason.ARCHITECTURE);
    }
    boolean included = include.isEmpty() || matchesOne(include, id.name());
    return included && !matchesOne(exclude, id.name())
        ? Optional.empty()
        : Optional.of(Reason.NAME);
  }

  /** Selects from all packages of all sources, so that the newest can be told. */
  public <T> Selected<T> select(List<T> items, Function<? super T, PackageId> id) {
    List<T> kept = new ArrayList<>();
    Map<Reason, Integer> leftOut = new EnumMap<>(Reason.class);
    for (T item : items) {
      Optional<Reason> reason = reasonAgainst(id.apply(item));
      if (reason.isEmpty()) {
        kept.add(item);
      } else {
        leftOut.merge(reason.get(), 1, Integer::sum);
      }
    }
    if (!newest) {
      return new Selected<>(kept, leftOut);
    }
    List<T> newestOnly = Newest.of(kept, id);
    if (newestOnly.size() < kept.size()) {
      leftOut.put(Reason.OLDER, kept.size() - newestOnly.size());
    }
    return new Selected<>(newestOnly, leftOut);
  }

  private static boolean matchesOne(List<NameGlob> globs, String name) {
    return globs.stream().anyMatch(glob -> glob.matches(name));
  }
}
