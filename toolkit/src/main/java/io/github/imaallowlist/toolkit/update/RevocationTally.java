package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.format.ProvenanceUpdates;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.toolkit.source.NevraText;
import io.github.imaallowlist.toolkit.update.UpdateSummary.Revoked;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Applies a revocation, and counts what it did. For one thread. */
final class RevocationTally {
  private static final String PACKAGE = "package";
  private static final String DIGEST = "digest";

  private final Revocation revocation;
  private final SortedMap<String, Count> packages = new TreeMap<>();
  private final SortedMap<String, Count> digests = new TreeMap<>();

  RevocationTally(Revocation revocation) {
    this.revocation = revocation;
    revocation
        .packages()
        .values()
        .forEach(named -> named.forEach(one -> packages.put(one.toString(), new Count())));
    revocation.digests().values().forEach(hex -> digests.put(hex, new Count()));
  }

  private static final class Count {
    long files;
    boolean elsewhere;
    boolean here;
  }

  /** Whether a package of the sources is revoked. */
  boolean isRevoked(NevraText one, long files) {
    List<NevraText> named = revocation.naming(one);
    for (NevraText name : named) {
      Count count = packages.get(name.toString());
      if (count != null) {
        count.files += files;
        count.here = true;
      }
    }
    return !named.isEmpty();
  }

  /** Whether a package of an earlier list is revoked. */
  boolean isRevokedElsewhere(NevraText one) {
    List<NevraText> named = revocation.naming(one);
    for (NevraText name : named) {
      Count count = packages.get(name.toString());
      if (count != null) {
        count.elsewhere = true;
      }
    }
    return !named.isEmpty();
  }

  /**
   * Whether a file is revoked by its digest in one algorithm; those in the others are of the same
   * content.
   */
  boolean isRevoked(List<FileDigest> contentDigests) {
    if (revocation.digests().isEmpty()) {
      return false;
    }
    boolean revoked = false;
    for (FileDigest digest : contentDigests) {
      String hex = revocation.digests().get(UnlabelledDigest.of(digest));
      Count count = hex == null ? null : digests.get(hex);
      if (count != null) {
        count.files++;
        count.here = true;
        revoked = true;
      }
    }
    return revoked;
  }

  /** Whether a digest of the base or an earlier list is revoked. */
  boolean isRevoked(UnlabelledDigest digest) {
    String hex = revocation.digests().get(digest);
    Count count = hex == null ? null : digests.get(hex);
    if (count != null) {
      count.elsewhere = true;
    }
    return count != null;
  }

  boolean hasDigests() {
    return !revocation.digests().isEmpty();
  }

  boolean isEmpty() {
    return revocation.isEmpty();
  }

  List<Revoked> summary() {
    List<Revoked> all = new ArrayList<>();
    packages.forEach(
        (name, count) ->
            all.add(new Revoked(PACKAGE, name, count.files, count.elsewhere || count.here)));
    digests.forEach(
        (name, count) -> all.add(new Revoked(DIGEST, name, count.files, count.elsewhere)));
    return all;
  }

  /** Of the sources alone: what an earlier list had is not there when the next one is made. */
  List<ProvenanceUpdates.Revoked> provenance() {
    List<ProvenanceUpdates.Revoked> all = new ArrayList<>();
    packages.forEach(
        (name, count) -> all.add(new ProvenanceUpdates.Revoked(PACKAGE, name, count.files)));
    digests.forEach(
        (name, count) -> all.add(new ProvenanceUpdates.Revoked(DIGEST, name, count.files)));
    return all;
  }
}
