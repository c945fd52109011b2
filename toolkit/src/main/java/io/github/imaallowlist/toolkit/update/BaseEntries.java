package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.toolkit.source.NevraText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Takes what is revoked out of a base: by its digest, and where the base says which packages its
 * digests are from, by these.
 */
final class BaseEntries implements EntrySink {
  private final RevokedFiles files;
  private final BitSet revoked = new BitSet();
  private final EntrySink sink;

  /**
   * @param packages the base's
   * @param sink takes what is left
   */
  BaseEntries(RevocationTally revocation, List<OwningPackage> packages, EntrySink sink) {
    this.files = new RevokedFiles(revocation, packages);
    this.sink = sink;
    for (int i = 0; i < packages.size(); i++) {
      Optional<NevraText> named = packages.get(i).nevra().flatMap(NevraText::parse);
      revoked.set(i, named.isPresent() && revocation.isRevokedElsewhere(named.get()));
    }
  }

  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    files.look(entry);
    List<UnlabelledDigest> left = new ArrayList<>(entry.digests().size());
    for (int i = 0; i < entry.digests().size(); i++) {
      if (!isRevoked(entry, i)) {
        left.add(entry.digests().get(i));
      }
    }
    if (!left.isEmpty()) {
      sink.entry(new AllowlistEntry(entry.path(), left));
    }
  }

  /** One of several packages that is not revoked, nor its file, saves the digest. */
  private boolean isRevoked(AllowlistEntry entry, int index) {
    int[] owners = entry.owners().of(index);
    for (int owner : owners) {
      if (!revoked.get(owner) && !files.has(entry, index, owner)) {
        return false;
      }
    }
    return owners.length > 0 || files.has(entry, index, AllowlistBuilder.NO_OWNER);
  }
}
