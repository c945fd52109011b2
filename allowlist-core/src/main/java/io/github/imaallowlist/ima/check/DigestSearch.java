package io.github.imaallowlist.ima.check;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.format.OnePassReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where an allowlist has given digests, and whether it has given paths, while it is read. For
 * one thread.
 */
public final class DigestSearch implements OnePassReader.Sink {
  /** How many paths of a digest are kept. */
  public static final int MAX_PLACES = 3;

  private final Map<UnlabelledDigest, List<Hit>> byDigest = new HashMap<>();
  private final Map<LoggedPath, Optional<Hit>> byPath = new HashMap<>();

  /** In the order of the list. */
  private final List<Hit> hits = new ArrayList<>();

  private int nextHit;

  /**
   * A path that was looked for, or has a digest that was.
   *
   * @param packages that it is from there; empty if the list does not say it
   */
  public record Place(LoggedPath path, List<OwningPackage> packages) {
    public Place {
      packages = List.copyOf(packages);
    }
  }

  /**
   * Something found.
   *
   * @param entry the list's
   * @param digest its index in the entry; negative if it is about the path
   * @param packages are known later
   */
  private record Hit(long entry, int digest, LoggedPath path, List<OwningPackage> packages) {
    Place place() {
      return new Place(path, packages);
    }
  }

  /**
   * @param digests to look for
   * @param paths to look for
   */
  public DigestSearch(Set<UnlabelledDigest> digests, Set<LoggedPath> paths) {
    digests.forEach(digest -> byDigest.put(digest, new ArrayList<>(1)));
    paths.forEach(path -> byPath.put(path, Optional.empty()));
  }

  @Override
  public void entry(long index, AllowlistEntry entry) {
    List<UnlabelledDigest> digests = entry.digests();
    for (int i = 0; i < digests.size(); i++) {
      List<Hit> found = byDigest.get(digests.get(i));
      if (found != null && found.size() < MAX_PLACES) {
        found.add(hit(index, i, entry.path()));
      }
    }
    if (byPath.containsKey(entry.path())) {
      byPath.put(entry.path(), Optional.of(hit(index, -1, entry.path())));
    }
  }

  private Hit hit(long index, int digest, LoggedPath path) {
    Hit hit = new Hit(index, digest, path, new ArrayList<>(1));
    hits.add(hit);
    return hit;
  }

  @Override
  public void owners(long index, DigestOwners owners, List<OwningPackage> packages) {
    for (; nextHit < hits.size() && hits.get(nextHit).entry() == index; nextHit++) {
      Hit hit = hits.get(nextHit);
      for (int owner : of(owners, hit.digest())) {
        if (owner < packages.size()) {
          hit.packages().add(packages.get(owner));
        }
      }
    }
  }

  private static int[] of(DigestOwners owners, int digest) {
    if (owners.isOne()) {
      return owners.of(0);
    }
    return digest >= 0 && digest < owners.count() ? owners.of(digest) : owners.ofAny();
  }

  /** The first paths that have a digest, in the order of the list. */
  public List<Place> placesOf(UnlabelledDigest digest) {
    return byDigest.getOrDefault(digest, List.of()).stream().map(Hit::place).toList();
  }

  /** A path, if the list has it. */
  public Optional<Place> place(LoggedPath path) {
    return byPath.getOrDefault(path, Optional.empty()).map(Hit::place);
  }
}
