package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.Edition;
import io.github.imaallowlist.toolkit.source.NevraText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether an earlier list is of the sources that are listed now. Who signed it does not tell: one
 * key may sign the lists of several repositories, and what left one of them never was in another.
 *
 * <p>Sources with a name are those whose list has it too. Those without one are told by their
 * packages: versions change, and all of them may at once; one name and architecture has to be the
 * same.
 *
 * @param names of the sources; empty if they have none
 */
record SameSources(List<String> names) {
  /**
   * Before any package is read.
   *
   * @param list the earlier list's name, for messages
   * @throws AllowlistException if it is of sources with another name, or one of both has none
   */
  void require(String list, Edition edition) throws AllowlistException {
    Edition now = new Edition(Optional.empty(), Optional.empty(), List.of(), names);
    boolean named = !names.isEmpty() || !edition.repositories().isEmpty();
    if (named && !now.hasNameOf(edition)) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s is of %s, and this run's list of %s".formatted(list, edition.named(), now.named()),
          "Give these sources' own list, and their name with --repository-name. If it is their list,"
              + " and the name is new, give --allow-other-previous this once.");
    }
  }

  /**
   * After the packages came.
   *
   * @param former the earlier list's
   * @param current names of those that the sources have
   * @throws AllowlistException if neither name nor packages tell that these are the same sources
   */
  void require(String list, List<OwningPackage> former, Set<String> current)
      throws AllowlistException {
    if (!names.isEmpty()) {
      return;
    }
    Set<String> there = new HashSet<>();
    current.forEach(nevra -> nameAndArch(nevra).ifPresent(there::add));
    boolean shared =
        former.stream()
            .flatMap(one -> one.nevra().flatMap(SameSources::nameAndArch).stream())
            .anyMatch(there::contains);
    if (!shared) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s has no package that these sources have in any version: it may be of others"
              .formatted(list),
          "Give these sources' own list. If it is, and all packages are new or it names none, give"
              + " --allow-other-previous this once.");
    }
  }

  private static Optional<String> nameAndArch(String nevra) {
    return NevraText.parse(nevra).flatMap(NevraText::id).map(id -> id.name() + "." + id.arch());
  }
}
