package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.OwningPackage;
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
  private final RevokedFiles files;

  /** By the index of a package in the earlier list. */
  private final int[] numbers;

  /**
   * @param packages the earlier list's
   * @param numbers of these in the new one
   */
  PreviousEntries(
      AllowlistBuilder allowlist,
      Retirement retirement,
      RevocationTally revocation,
      List<OwningPackage> packages,
      int[] numbers) {
    this.allowlist = allowlist;
    this.retirement = retirement;
    this.revocation = revocation;
    this.files = new RevokedFiles(revocation, packages);
    this.numbers = numbers;
  }

  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    if (!revocation.hasDigests() && entry.owners().isOne()) {
      int owner = entry.owners().one();
      add(entry, entry.digests(), owner);
      return;
    }
    files.look(entry);
    for (int i = 0; i < entry.digests().size(); i++) {
      List<UnlabelledDigest> digest = List.of(entry.digests().get(i));
      int[] owners = entry.owners().of(i);
      if (owners.length == 0 && !files.has(entry, i, AllowlistBuilder.NO_OWNER)) {
        add(entry, digest, AllowlistBuilder.NO_OWNER);
      }
      for (int owner : owners) {
        if (!files.has(entry, i, owner)) {
          add(entry, digest, owner);
        }
      }
    }
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
