package io.github.imaallowlist.allowlist;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the packages in the order in which they come, to be the owners that {@link
 * AllowlistBuilder#add} takes. What is written of them does not depend on that order. For one
 * thread.
 */
public final class PackageNumbers {
  private final Map<OwningPackage, Integer> numbers = new HashMap<>();
  private final List<OwningPackage> packages = new ArrayList<>();
  private final BitSet revoked = new BitSet();

  /** The number of a package; the same one each time. */
  public int of(OwningPackage one) {
    Integer known = numbers.putIfAbsent(one, packages.size());
    if (known != null) {
      return known;
    }
    packages.add(one);
    return packages.size() - 1;
  }

  /**
   * The number of a package whose digests are not to be in the list, unless another package has
   * them too.
   */
  public int ofRevoked(OwningPackage one) {
    int number = of(one);
    revoked.set(number);
    return number;
  }

  /** What there is now. */
  public PackageOwners owners() {
    return new PackageOwners(List.copyOf(packages), (BitSet) revoked.clone());
  }
}
