package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.cache.CacheSummary;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.Reasons;
import io.github.imaallowlist.toolkit.generate.SourceSummary;
import java.util.Optional;

/** The summary of a run for people: what was read, kept, left out, and why. */
public final class GenerateText {
  private final TextLines lines;
  private final GenerateResult result;
  private final ReadMode readMode;

  public GenerateText(Console console, GenerateResult result, ReadMode readMode) {
    this.lines = TextLines.onError(console);
    this.result = result;
    this.readMode = readMode;
  }

  /**
   * @param place where the list went; absent for the standard output
   */
  public void print(Optional<String> place) {
    printContents();
    if (!result.isWritten()) {
      boolean anyLeft = result.sources().stream().anyMatch(source -> source.packages() > 0);
      line(
          "Written",
          anyLeft
              ? "nothing, because of the findings (--allow-incomplete writes all the same)"
              : "nothing: the findings leave no package to make a list of");
    } else {
      String signed =
          result.signedBy().equals(SignedBy.NOBODY)
              ? "not signed (--key signs)"
              : "signed" + SignerText.of(result.signedBy());
      line("Written", place.map(Printable::of).orElse("to standard output") + ", " + signed);
    }
  }

  /** All but where the list went. */
  void printContents() {
    printRead();
    printLeftOut();
    result.counts().ifPresent(this::printList);
    printUpdates();
    result.filter().ifPresent(this::printFilter);
    printFileSignatures();
    result.signedBy().warnings().forEach(warning -> line("Warning", Printable.of(warning)));
  }

  private void printRead() {
    line(
        "Read",
        "%s, %s, by their %s"
            .formatted(
                Amounts.count(result.packagesRead(), "package"),
                Amounts.bytes(result.bytesRead()),
                inWords(readMode)));
    result.cache().ifPresent(this::printCache);
    printProofs();
    for (SourceSummary source : result.sources()) {
      line(
          "",
          "%s %s%s: %s, %s"
              .formatted(
                  source.kind(),
                  Printable.of(source.name()),
                  source.revision().map(r -> " (revision " + Printable.of(r) + ")").orElse(""),
                  Amounts.count(source.packages(), "package"),
                  Amounts.count(source.files(), "file")));
    }
  }

  private void printCache(CacheSummary cache) {
    if (result.packagesFromCache() > 0) {
      line(
          "",
          "%,d of them not again: they are in the cache %s"
              .formatted(result.packagesFromCache(), Printable.of(cache.folder())));
    }
    CacheLines.warnings(cache).forEach(warning -> line("Warning", Printable.of(warning)));
  }

  private void printProofs() {
    String label = "Proved";
    for (Proof.Way way : Proof.Way.values()) {
      long packages = result.proofs().of(way);
      if (packages > 0) {
        line(label, "%s %s".formatted(Amounts.count(packages, "package"), inWords(way)));
        label = "";
      }
    }
    result
        .proofs()
        .signers()
        .forEach(
            (key, packages) ->
                line("", "key %s: %s".formatted(key, Amounts.count(packages, "package"))));
  }

  private static String inWords(Proof.Way way) {
    return switch (way) {
      case PACKAGE_SIGNATURE -> "by their own signatures";
      case METADATA_SIGNATURE -> "by the metadata's signature";
      case PACKAGE_AND_METADATA_SIGNATURES -> "by their own and the metadata's signatures";
      case NONE -> "of unproved origin (--allow-unsigned)";
    };
  }

  private static String inWords(ReadMode mode) {
    return switch (mode) {
      case PAYLOAD -> "payload";
      case HEADERS -> "headers alone";
      case METADATA -> "repository's metadata alone";
    };
  }

  private void printLeftOut() {
    if (!readMode.seesLinkTargets()) {
      line(
          "Note",
          "the metadata does not say where links lead: paths below linked folders, such as /bin,"
              + " stand as they are packaged");
    }
    result
        .deselected()
        .forEach(
            (reason, packages) ->
                line(
                    "Left out",
                    Amounts.count(packages, "package") + ": " + Reasons.inWords(reason)));
    Unmeasured unmeasured = result.unmeasured();
    if (unmeasured.ghosts() > 0) {
      line(
          "Left out",
          Amounts.count(unmeasured.ghosts(), "ghost file") + ": listed, but not shipped");
    }
    if (!result.unmatchable().isEmpty()) {
      line(
          "Note",
          "%s not UTF-8 are left out, %s with a newline: a Keylime agent cannot report them"
              .formatted(
                  Amounts.count(result.unmatchable().notUtf8(), "path"),
                  Amounts.count(result.unmatchable().withNewline(), "path")));
    }
    if (result.weakHeaderDigests() > 0) {
      line(
          "Note",
          Amounts.count(result.weakHeaderDigests(), "package")
              + " with MD5 or SHA-1 in the header, which proves little; payloads were hashed");
    }
  }

  private void printList(AllowlistCounts counts) {
    line(
        "List",
        "%s, %s"
            .formatted(
                Amounts.count(counts.paths(), "path"), Amounts.count(counts.digests(), "digest")));
    if (counts.throughLinks() > 0) {
      line(
          "",
          "%s of them as the kernel logs them, through linked folders"
              .formatted(Amounts.count(counts.throughLinks(), "path")));
    }
    if (counts.spacesReplaced() > 0) {
      line(
          "",
          Amounts.count(counts.spacesReplaced(), "path")
              + " with _ in place of a space, as the kernel logs it");
    }
    if (counts.unresolved() > 0) {
      line(
          "Note",
          Amounts.count(counts.unresolved(), "path")
              + " through links that lead in a circle or too far; the listed path is there");
    }
  }

  private void printUpdates() {
    UpdateLines.kept(result.updates()).forEach(text -> line("Kept", text));
    UpdateLines.revoked(result.updates()).forEach(text -> line("Revoked", text));
    UpdateLines.unmatched(result.updates()).forEach(text -> line("Warning", text));
    UpdateLines.shared(result.updates()).forEach(text -> line("Note", text));
  }

  private void printFilter(FilterSummary filter) {
    String label = "Filter";
    for (String text : FilterLines.of(filter)) {
      line(label, text);
      label = "";
    }
    FilterLines.notes(filter, readMode).forEach(note -> line("Note", note));
    filter
        .derived()
        .ifPresent(derived -> derived.losses().forEach(loss -> line("Lost", Printable.of(loss))));
  }

  private void printFileSignatures() {
    String label = "IMA";
    for (String text : FileSignatureLines.of(result.fileSignatures())) {
      line(label, text);
      label = "";
    }
  }

  private void line(String label, String text) {
    lines.line(label, text);
  }
}
