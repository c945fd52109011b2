package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.publish.PublishCheckResult;
import io.github.imaallowlist.toolkit.publish.PublishResult;
import io.github.imaallowlist.toolkit.publish.PublishResult.Outcome;
import io.github.imaallowlist.toolkit.publish.RecordTypes;
import java.util.List;
import java.util.Optional;

/** What a run did to a repository, or found there, for people. */
public final class PublishText {
  private final Console console;
  private final TextLines lines;

  public PublishText(Console console) {
    this.console = console;
    this.lines = TextLines.onError(console);
  }

  public void print(String repository, PublishResult result) {
    if (result.list().isEmpty() && result.outcome() == Outcome.UNCHANGED) {
      line("Published", "nothing, nothing changed since the last run: " + Printable.of(repository));
      return;
    }
    if (result.list().isPresent()) {
      new GenerateText(console, result.list().get(), ReadMode.PAYLOAD).printContents();
    } else {
      line("Packages", "as in the last run, only their metadata were made anew");
      result.signedBy().warnings().forEach(text -> line("Warning", Printable.of(text)));
    }
    if (result.outcome() != Outcome.REFUSED) {
      printRecords(result);
    }
    result.notes().forEach(note -> line("Note", Printable.of(note)));
    result.repomdSignedBy().warnings().forEach(warning -> line("Warning", Printable.of(warning)));
    line("Published", inWords(Printable.of(repository), result));
  }

  private void printRecords(PublishResult result) {
    String label = "Recorded";
    for (MetadataRecord record : result.records()) {
      line(label, "%s: %s%s".formatted(record.type(), sizes(record), signer(record, result)));
      line("", Printable.of(record.location().toString()));
      label = "";
    }
    result.removed().forEach(type -> line("Removed", type + ": it was not asked for any more"));
    if (!result.deleted().isEmpty()) {
      line("Deleted", Amounts.count(result.deleted().size(), "old file"));
    }
  }

  private static String sizes(MetadataRecord record) {
    return "%s, %s compressed"
        .formatted(
            Amounts.bytes(record.openSize().orElse(0)), Amounts.bytes(record.size().orElse(0)));
  }

  private static String signer(MetadataRecord record, PublishResult result) {
    if (!record.type().equals(RecordTypes.LIST)) {
      return "";
    }
    String stayed = result.listStayed() ? ", as it was" : "";
    SignedBy by = result.signedBy();
    boolean detached =
        result.records().stream().anyMatch(one -> one.type().equals(RecordTypes.SIGNATURE));
    if (by.equals(SignedBy.NOBODY)) {
      return (detached ? ", signed" : ", not signed") + stayed;
    }
    return ", signed" + SignerText.of(by) + stayed;
  }

  private static String inWords(String repository, PublishResult result) {
    String signature =
        switch (result.repomdSignature()) {
          case RENEWED -> "repomd.xml is signed anew" + SignerText.of(result.repomdSignedBy());
          case REMOVED -> "the stale repomd.xml.asc was removed: sign repomd.xml now";
          case UNCHANGED -> "repomd.xml.asc is as it was";
          case NONE -> "repomd.xml has no signature";
        };
    return switch (result.outcome()) {
      case PUBLISHED -> repository + "; " + signature;
      case UNCHANGED -> "nothing, all was there already: " + repository;
      case REFUSED ->
          "nothing, because of the findings (--allow-incomplete publishes all the same): "
              + repository;
    };
  }

  public void print(String repository, PublishCheckResult result) {
    result
        .list()
        .ifPresent(list -> new GenerateText(console, list, ReadMode.PAYLOAD).printContents());
    printVerdict(repository, result);
  }

  /** What is not true of the list that is recorded, without what was read for that. */
  public void printVerdict(String repository, PublishCheckResult result) {
    String label = "Differs";
    for (String difference : result.differences()) {
      line(label, Printable.of(difference));
      label = "";
    }
    Optional<String> signers =
        result.signers().isEmpty()
            ? Optional.empty()
            : Optional.of(SignerText.of(new SignedBy(result.signers(), List.of())));
    String verdict =
        result.isTrue()
            ? "the recorded list is what would be published now"
                + signers.map(text -> ", signed" + text).orElse("")
            : "the recorded list is not what would be published now";
    line("Checked", verdict + ": " + Printable.of(repository));
  }

  private void line(String label, String text) {
    lines.line(label, text);
  }
}
