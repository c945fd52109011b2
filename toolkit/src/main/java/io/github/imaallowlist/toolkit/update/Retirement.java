package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.PackageNumbers;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.toolkit.source.NevraText;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which packages of an earlier list are kept though the sources do not have them any more.
 *
 * <p>A package was removed at the run that first missed it, and that does not change, unless it is
 * still to come; one that came back is there. The same name with another checksum is another
 * package: one that was built again.
 *
 * <p>What the sources have did not leave, though it is not in the list: it has findings, or the
 * host does not have it. It is not kept then, nor is what the selection leaves out by its name or
 * architecture, whenever that left. Of what is not the newest version, though, hosts have to
 * update: it left when a newer one came.
 */
final class Retirement {
  /** The digests of a package of the earlier list are not taken over. */
  static final int NOT_KEPT = -2;

  private final Duration keep;
  private final Instant now;
  private final PackageSelection selection;
  private final PackageNumbers numbers;
  private final RevocationTally revocation;
  private final Map<String, Set<Optional<String>>> current = new HashMap<>();
  private long kept;
  private long removedNow;
  private long expired;

  /**
   * @param now of whole seconds
   * @param selection of the sources' packages; what it leaves out is not kept either
   */
  Retirement(
      Duration keep,
      Instant now,
      PackageSelection selection,
      PackageNumbers numbers,
      RevocationTally revocation) {
    this.keep = keep;
    this.now = now;
    this.selection = selection;
    this.numbers = numbers;
    this.revocation = revocation;
  }

  /** A package that the sources have, be it in the list or not. */
  void seen(OwningPackage one) {
    current
        .computeIfAbsent(one.nevra().orElseThrow(), nevra -> new HashSet<>())
        .add(one.checksum());
  }

  /** The names of the packages that the sources have. */
  Set<String> current() {
    return Collections.unmodifiableSet(current.keySet());
  }

  /**
   * The numbers of an earlier list's packages in the new list; after all of the sources' packages
   * were seen.
   */
  int[] numbersOf(List<OwningPackage> packages) {
    int[] all = new int[packages.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = numberOf(packages.get(i));
    }
    return all;
  }

  private int numberOf(OwningPackage one) {
    if (isCurrent(one)) {
      return NOT_KEPT;
    }
    // A clock that was wrong then, or is now, makes no package stay longer than from now on.
    Instant removed = one.removed().filter(then -> then.isBefore(now)).orElse(now);
    OwningPackage gone = new OwningPackage(one.nevra(), one.checksum(), Optional.of(removed));
    Optional<NevraText> named = one.nevra().flatMap(NevraText::parse);
    if (named.isPresent() && revocation.isRevokedElsewhere(named.get())) {
      return numbers.ofRevoked(gone);
    }
    if (named.flatMap(NevraText::id).flatMap(selection::reasonAgainst).isPresent()) {
      return NOT_KEPT;
    }
    if (Duration.between(removed, now).compareTo(keep) >= 0) {
      expired++;
      return NOT_KEPT;
    }
    kept++;
    if (one.isCurrent()) {
      removedNow++;
    }
    return numbers.of(gone);
  }

  /** Without a checksum on either side the name has to do. */
  private boolean isCurrent(OwningPackage one) {
    Set<Optional<String>> checksums =
        one.nevra().map(nevra -> current.getOrDefault(nevra, Set.of())).orElse(Set.of());
    return checksums.contains(one.checksum())
        || (one.checksum().isEmpty() && !checksums.isEmpty())
        || checksums.contains(Optional.<String>empty());
  }

  /** The number for digests that the earlier list had from no known package. */
  int numberOfNameless() {
    return keep.isZero() ? NOT_KEPT : numbers.of(OwningPackage.nameless(now));
  }

  static boolean isKept(int number) {
    return number > AllowlistBuilder.NO_OWNER;
  }

  long kept() {
    return kept;
  }

  long removedNow() {
    return removedNow;
  }

  long expired() {
    return expired;
  }
}
