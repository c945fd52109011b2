package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.openpgp.KeyListing;
import io.github.imaallowlist.openpgp.ListedKey;
import io.github.imaallowlist.openpgp.UserId;
import io.github.imaallowlist.toolkit.KeysResult;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Collectors;

/** The keys of files for people. */
public final class KeysText {
  private final PrintStream out;
  private final int columns;

  /**
   * @param columns lines are broken between words where they would be longer
   */
  public KeysText(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  public void print(KeysResult result) {
    for (KeysResult.KeyFile file : result.files()) {
      out.println(
          "%s: %s"
              .formatted(
                  Printable.of(file.path().toString()),
                  Amounts.count(file.certificates().size(), "certificate")));
      file.certificates().forEach(this::print);
    }
  }

  private void print(KeyListing listing) {
    out.println();
    line("  ", listing.primary().fingerprint().toString());
    for (UserId userId : listing.userIds()) {
      line("    ", Printable.of(userId.text()) + remark(userId.state()));
    }
    describe("    ", listing.primary());
    for (ListedKey subkey : listing.subkeys()) {
      line("    ", "Subkey " + subkey.fingerprint());
      describe("      ", subkey);
    }
    for (String warning : listing.warnings()) {
      line("    ", "Warning: " + warning);
    }
    if (listing.verifies()) {
      line("    ", "Good: verifies what is signed now.");
    } else {
      String scope = listing.sound() ? "nothing that is signed now" : "nothing at all";
      line("    ", "No good: verifies %s, because".formatted(scope));
      listing.problems().forEach(problem -> line("      ", problem));
    }
  }

  private static String remark(UserId.State state) {
    return switch (state) {
      case PROVED -> "";
      case REVOKED -> " (revoked)";
      case UNPROVED -> " (not confirmed by the key)";
    };
  }

  private void describe(String indent, ListedKey key) {
    String expiry =
        key.expires()
            .map(
                end ->
                    (key.state() == ListedKey.State.EXPIRED ? "expired " : "expires ") + day(end))
            .orElse("never expires");
    String uses =
        key.capabilities().stream()
            .sorted()
            .map(capability -> capability.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    line(indent, "%s of %s, %s".formatted(key.algorithm(), day(key.created()), expiry));
    line(indent, "%s; to %s".formatted(stateOf(key), uses.isEmpty() ? "do nothing" : uses));
  }

  private static String stateOf(ListedKey key) {
    return key.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static LocalDate day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  private void line(String indent, String text) {
    StringBuilder line = new StringBuilder(indent);
    boolean begun = false;
    for (String word : text.split(" ", -1)) {
      if (begun && line.length() + 1 + word.length() > columns) {
        out.println(line);
        line.setLength(0);
        line.append(indent).append("  ").append(word);
      } else {
        line.append(begun ? " " : "").append(word);
      }
      begun = true;
    }
    out.println(line);
  }
}
