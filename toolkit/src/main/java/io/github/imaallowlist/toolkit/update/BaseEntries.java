package io.github.imaallowlist.toolkit.update;

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
  private final RevocationTally revocation;
  private final BitSet revoked = new BitSet();
  private final EntrySink sink;

  /**
   * @param packages the base's
   * @param sink takes what is left
   */
  BaseEntries(RevocationTally revocation, List<OwningPackage> packages, EntrySink sink) {
    this.revocation = revocation;
    this.sink = sink;
    for (int i = 0; i < packages.size(); i++) {
      Optional<NevraText> named = packages.get(i).nevra().flatMap(NevraText::parse);
      revoked.set(i, named.isPresent() && revocation.isRevokedElsewhere(named.get()));
    }
  }

  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    List<UnlabelledDigest> left = new ArrayList<>(entry.digests().size());
    for (int i = 0; i < entry.digests().size(); i++) {
      UnlabelledDigest digest = entry.digests().get(i);
      if (!revocation.isRevoked(digest) && !isOfRevoked(entry.owners().of(i))) {
        left.add(digest);
      }
    }
    if (!left.isEmpty()) {
      sink.entry(new AllowlistEntry(entry.path(), left));
    }
  }

  private boolean isOfRevoked(int[] owners) {
    for (int owner : owners) {
      if (!revoked.get(owner)) {
        return false;
      }
    }
    return owners.length > 0;
  }
}
