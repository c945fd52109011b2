package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.io.IOException;
import java.util.List;

/**
 * Merges the entries of an earlier list in, as far as their packages are kept. The paths stand as
 * hosts log them already: links are not followed again.
 */
final class PreviousEntries implements EntrySink {
  private final AllowlistBuilder allowlist;
  private final Retirement retirement;
  private final RevocationTally revocation;

  /** By the index of a package in the earlier list. */
  private final int[] numbers;

  PreviousEntries(
      AllowlistBuilder allowlist,
      Retirement retirement,
      RevocationTally revocation,
      int[] numbers) {
    this.allowlist = allowlist;
    this.retirement = retirement;
    this.revocation = revocation;
    this.numbers = numbers;
  }

  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    if (!revocation.hasDigests() && entry.owners().isOne()) {
      int owner = entry.owners().one();
      add(entry, entry.digests(), owner);
      return;
    }
    for (int i = 0; i < entry.digests().size(); i++) {
      UnlabelledDigest digest = entry.digests().get(i);
      boolean revoked = revocation.isRevoked(digest);
      int[] owners = entry.owners().of(i);
      if (owners.length == 0 && !revoked) {
        add(entry, List.of(digest), AllowlistBuilder.NO_OWNER);
      }
      for (int owner : owners) {
        if (!revoked && !isRevokedFile(entry, owner)) {
          add(entry, List.of(digest), owner);
        }
      }
    }
  }

  /** A package has one file at a path: its other digests are of the same content. */
  private boolean isRevokedFile(AllowlistEntry entry, int owner) {
    if (!revocation.hasDigests()) {
      return false;
    }
    for (int i = 0; i < entry.digests().size(); i++) {
      if (revocation.isRevoked(entry.digests().get(i)) && has(entry.owners().of(i), owner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(int[] owners, int owner) {
    for (int one : owners) {
      if (one == owner) {
        return true;
      }
    }
    return false;
  }

  private void add(AllowlistEntry entry, List<UnlabelledDigest> digests, int owner)
      throws IOException {
    int number =
        owner == AllowlistBuilder.NO_OWNER ? retirement.numberOfNameless() : numbers[owner];
    if (Retirement.isKept(number)) {
      allowlist.addBase(entry.path(), digests, number);
    }
  }
}
