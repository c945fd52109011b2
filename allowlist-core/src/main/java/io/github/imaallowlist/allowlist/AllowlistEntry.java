package io.github.imaallowlist.allowlist;

import java.util.List;

/**
 * A name in the measurement list, with every digest that it may have there.
 *
 * @param digests at least one; sorted, each once
 * @param owners the packages that these are from
 */
public record AllowlistEntry(LoggedPath path, List<UnlabelledDigest> digests, DigestOwners owners) {
  public AllowlistEntry {
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(path + ": an allowlist entry has at least one digest");
    }
    if (!owners.isOne()) {
      requireInOrder(path, digests, owners);
    }
    digests = digests.size() == 1 || !owners.isOne() ? List.copyOf(digests) : sortedOnce(digests);
  }

  /** An entry that no known package has. */
  public AllowlistEntry(LoggedPath path, List<UnlabelledDigest> digests) {
    this(path, digests, DigestOwners.NONE);
  }

  private static List<UnlabelledDigest> sortedOnce(List<UnlabelledDigest> digests) {
    return digests.stream().sorted().distinct().toList();
  }

  /** Sorted here, they would get each other's owners. */
  private static void requireInOrder(
      LoggedPath path, List<UnlabelledDigest> digests, DigestOwners owners) {
    if (digests.size() != owners.count()) {
      throw new IllegalArgumentException(
          "%s: %d digests, and owners of %d".formatted(path, digests.size(), owners.count()));
    }
    for (int i = 1; i < digests.size(); i++) {
      if (digests.get(i - 1).compareTo(digests.get(i)) >= 0) {
        throw new IllegalArgumentException(path + ": its digests are not sorted, each once");
      }
    }
  }
}
