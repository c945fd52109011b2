package io.github.imaallowlist.toolkit.check;

import java.util.List;

/** What to do about entries that are not accepted. */
final class Remedies {
  private Remedies() {}

  /**
   * @param packages that have the path
   */
  static String of(Verdict verdict, List<Clue> clues, List<String> packages) {
    for (Clue clue : clues) {
      String remedy = of(clue.kind(), packages);
      if (!remedy.isEmpty()) {
        return remedy;
      }
    }
    return switch (verdict) {
      case WRONG_DIGEST ->
          packages.isEmpty()
              ? "Find out who changed it; until then the host is not to be trusted."
              : "Find out who changed it (rpm -V %s), and install the package again."
                  .formatted(PackageNames.name(packages.get(0)));
      case UNKNOWN_PATH ->
          "Find out where it is from (rpm -qf); remove it, or add its package to the sources.";
      case VIOLATION ->
          "It was written to while it was read: what was read is not known. Find out who writes.";
      case NOT_COVERED ->
          "See that the host has the IMA policy that was given, and its files their labels"
              + " (restorecon).";
      case ACCEPTED, EXCLUDED, NOT_JUDGED -> "";
    };
  }

  private static String of(Clue.Kind kind, List<String> packages) {
    return switch (kind) {
      case REVOKED -> "Update the host at once: this is known to be bad.";
      case OLD_VERSION ->
          "Update%s on the host; or make the list with --keep-removed."
              .formatted(packages.isEmpty() ? " the package" : " to " + packages.get(0));
      case ALGORITHM ->
          "Make the list with --hash for the host's algorithm, or boot with ima_hash=.";
      case ALIAS ->
          "Make the list with the package that has the link, such as filesystem, among the"
              + " sources.";
      case GENERATED -> "No list of packages can have it: see what --suggest says of its risk.";
      case NO_FILE -> "Find out which program did this; nothing from a package does.";
      case BOOT -> "Firmware, boot loader or kernel are not those that the PCRs were given of.";
      case RENAMED -> "Find out who copied or linked it; by this name no package has it.";
      case UNDERSCORE, LABEL, SIGNATURE, VERITY, NONE -> "";
    };
  }
}
