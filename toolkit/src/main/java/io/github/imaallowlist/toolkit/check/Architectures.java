package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.check.AllowlistMatch;
import io.github.imaallowlist.ima.log.LoggedFiles;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Notices a list that is for hosts of another kind: of all files that are made for an architecture
 * none is what the list has, though the paths are the same.
 */
final class Architectures {
  /** Fewer wrong ones may have been changed, each by itself. */
  private static final int ENOUGH = 5;

  private Architectures() {}

  /**
   * @throws AllowlistException if the list is for hosts of another kind
   */
  static void requireSame(LoggedFiles files, CheckedList list, Open open)
      throws AllowlistException {
    List<OwningPackage> packages = list.contents().packages();
    SortedSet<String> architectures = new TreeSet<>();
    int wrong = 0;
    for (int which = 0; which < open.size(); which++) {
      int name = files.nameOf(files.ofEntry(open.index(which)));
      if (open.verdict(which) == Verdict.WRONG_DIGEST && name != LoggedFiles.NO_NAME) {
        int[] owners =
            list.match().deviating(name).map(path -> path.owners().ofAny()).orElse(new int[0]);
        if (owners.length > 0 && isSpecific(packages, owners[0])) {
          architectures.add(PackageNames.arch(Explainer.nameOf(packages.get(owners[0]))));
          wrong++;
        }
      }
    }
    if (wrong >= ENOUGH && !isAnyAccepted(files, list)) {
      throw new AllowlistException(
          ExitCode.FINDINGS,
          ("%s is for other hosts: of its files for %s the host measured %d, and none is what the"
                  + " list has")
              .formatted(list.source().name(), String.join(", ", architectures), wrong),
          "Give the list of the host's architecture and release.");
    }
  }

  private static boolean isAnyAccepted(LoggedFiles files, CheckedList list) {
    List<OwningPackage> packages = list.contents().packages();
    for (int file = 0; file < files.size(); file++) {
      if (list.match().isAccepted(file) && isSpecific(packages, list.match().ownerOf(file))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSpecific(List<OwningPackage> packages, int owner) {
    if (owner == AllowlistMatch.NOBODY || owner >= packages.size()) {
      return false;
    }
    String arch = PackageNames.arch(Explainer.nameOf(packages.get(owner)));
    return !arch.isEmpty() && !arch.equals("noarch");
  }
}
