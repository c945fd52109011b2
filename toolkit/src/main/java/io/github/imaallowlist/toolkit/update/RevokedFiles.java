package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.util.BitSet;
import java.util.List;

/**
 * Which digests of a path of another list are of a revoked content. One digest revokes it, and it
 * stands in the list in each algorithm.
 *
 * <p>A package has one file at a path: its other digests there are of the same content. Where no
 * package is known, those of another length may be, and are taken for it; those of the same length
 * are of another content. The same holds between a digest without a package and a package's: they
 * are taken for one content unless the package has another digest of that length. For one path
 * after the other.
 */
final class RevokedFiles {
  private final RevocationTally revocation;
  private final BitSet nameless = new BitSet();
  private final BitSet digests = new BitSet();
  private final BitSet owners = new BitSet();
  private final BitSet lengths = new BitSet();

  /** Of revoked digests that no package with a name has. */
  private final BitSet ownerless = new BitSet();

  /**
   * @param packages the list's
   */
  RevokedFiles(RevocationTally revocation, List<OwningPackage> packages) {
    this.revocation = revocation;
    for (int i = 0; i < packages.size(); i++) {
      nameless.set(i, packages.get(i).nevra().isEmpty());
    }
  }

  /** What is asked afterwards is asked of this entry. */
  void look(AllowlistEntry entry) {
    digests.clear();
    owners.clear();
    lengths.clear();
    ownerless.clear();
    if (!revocation.hasDigests()) {
      return;
    }
    for (int i = 0; i < entry.digests().size(); i++) {
      UnlabelledDigest digest = entry.digests().get(i);
      if (revocation.isRevoked(digest)) {
        digests.set(i);
        lengths.set(digest.length());
        boolean named = false;
        for (int owner : entry.owners().of(i)) {
          owners.set(owner);
          named |= !nameless.get(owner);
        }
        ownerless.set(digest.length(), ownerless.get(digest.length()) || !named);
      }
    }
  }

  /**
   * Whether an owner's digest is of a revoked content.
   *
   * @param index the digest's
   * @param owner a package's index, or {@link AllowlistBuilder#NO_OWNER}
   */
  boolean has(AllowlistEntry entry, int index, int owner) {
    if (digests.isEmpty() || digests.get(index)) {
      return !digests.isEmpty();
    }
    if (owner != AllowlistBuilder.NO_OWNER && !nameless.get(owner)) {
      return owners.get(owner)
          || ownerless.stream().anyMatch(length -> !hasLength(entry, owner, length));
    }
    int length = entry.digests().get(index).length();
    return lengths.cardinality() > (lengths.get(length) ? 1 : 0);
  }

  private static boolean hasLength(AllowlistEntry entry, int owner, int length) {
    for (int i = 0; i < entry.digests().size(); i++) {
      if (entry.digests().get(i).length() == length) {
        for (int one : entry.owners().of(i)) {
          if (one == owner) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
