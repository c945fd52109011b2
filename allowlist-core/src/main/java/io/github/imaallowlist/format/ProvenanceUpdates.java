package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.OwningPackage;
import java.util.List;

/**
 * What a list has to say for the one that comes after it, and for hosts of different states.
 *
 * @param packages that the digests are from, sorted; the owners of entries are indexes into it
 * @param revoked what was asked to be taken out for good; sorted
 * @param repositories what the sources are called, if that is known; sorted
 */
public record ProvenanceUpdates(
    List<OwningPackage> packages, List<Revoked> revoked, List<String> repositories) {
  /** Nothing is known, and nothing was revoked. */
  public static final ProvenanceUpdates NONE = new ProvenanceUpdates(List.of(), List.of());

  public ProvenanceUpdates {
    packages = List.copyOf(packages);
    revoked = revoked.stream().sorted().toList();
    repositories = repositories.stream().sorted().distinct().toList();
  }

  /** Of sources that have no names. */
  public ProvenanceUpdates(List<OwningPackage> packages, List<Revoked> revoked) {
    this(packages, revoked, List.of());
  }

  /**
   * A package or a digest that is not to be in the list.
   *
   * @param kind the word {@code package} or {@code digest}
   * @param name the package's NEVRA, or the digest in hexadecimal
   * @param files of the sources' packages that it took out; nothing is said of an earlier list's
   */
  public record Revoked(String kind, String name, long files) implements Comparable<Revoked> {
    @Override
    public int compareTo(Revoked other) {
      int byKind = kind.compareTo(other.kind);
      return byKind != 0 ? byKind : name.compareTo(other.name);
    }
  }
}
