package io.github.imaallowlist.allowlist;

import java.util.List;

/**
 * A name in the measurement list, with every digest that it may have there.
 *
 * @param digests at least one; sorted, each once
 */
public record AllowlistEntry(LoggedPath path, List<UnlabelledDigest> digests) {
  public AllowlistEntry {
    if (digests.isEmpty()) {
      throw new IllegalArgumentException(path + ": an allowlist entry has at least one digest");
    }
    digests = digests.size() == 1 ? List.copyOf(digests) : sortedOnce(digests);
  }

  private static List<UnlabelledDigest> sortedOnce(List<UnlabelledDigest> digests) {
    return digests.stream().sorted().distinct().toList();
  }
}
