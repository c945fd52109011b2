package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.ImaVerificationKey;
import io.github.imaallowlist.ima.check.AllowlistMatch;
import io.github.imaallowlist.ima.check.DigestSearch;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.ima.log.MeasurementEntry;
import io.github.imaallowlist.ima.log.MeasurementLog;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.check.CheckResult.Span;
import io.github.imaallowlist.toolkit.filter.MeasuredPaths;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Judges the entries of a log that was proved, by a list that was verified. */
final class CheckRun {
  /** Of so many different files it is looked up what explains them. */
  private static final int MAX_EXPLAINED = 100_000;

  private final CheckRequest request;
  private final LogFile log;
  private final LoggedFiles files;
  private final CheckedList list;
  private final PcrProof proof;

  CheckRun(CheckRequest request, LogFile log, LoggedFiles files, CheckedList list, PcrProof proof) {
    this.request = request;
    this.log = log;
    this.files = files;
    this.list = list;
    this.proof = proof;
  }

  /**
   * What a run came to.
   *
   * @param keys those that were measured and are in the list's keyrings
   */
  record Outcome(CheckResult result, SortedSet<ImaVerificationKey> keys) {}

  /**
   * Judges.
   *
   * @param passedOver entries of the log that were judged before
   */
  Outcome run(
      long passedOver,
      LastCheck last,
      ProvedLog proved,
      Optional<MeasuredPaths> policies,
      Deviation.Sink sink)
      throws IOException, AllowlistException {
    Span span =
        new Span(
            last.before() + passedOver + 1,
            last.before() + proved.entries(),
            last.before() + files.entries());
    Judge judge =
        new Judge(
            list.source().name(),
            files,
            list.match(),
            list.contents().policy().settings(),
            last.keys(list, passedOver),
            new BootAggregate(proof),
            policies.map(paths -> paths::isMeasuredIfUsed));
    CheckTally tally = new CheckTally(list.contents().packages(), span.first(), span.last());
    Open open = judgeAll(judge, span, last.before(), tally);
    Architectures.requireSame(files, list, open);
    tellAll(open, span, last.before(), policies, tally, sink);
    CheckResult result =
        new CheckResult(
            log.name(),
            list.source().name(),
            span,
            tally.counts(),
            tally.accepted(),
            tally.signers(),
            tally.packages(),
            tally.labels(),
            tally.timeline(),
            proof.sentences(),
            proof.isFresh(),
            new CheckNotes(list, proof, proved).of(span, last, passedOver, judge, tally));
    return new Outcome(result, judge.measuredKeys());
  }

  private Open judgeAll(Judge judge, Span span, long before, CheckTally tally) throws IOException {
    Open open = new Open();
    long lastOpen = 0;
    for (long number = span.first(); number <= span.last(); number++) {
      int file = files.ofEntry((int) (number - before - 1));
      if (judge.isAccepted(file)) {
        tally.add(number, Verdict.ACCEPTED, list.match().ownerOf(file));
        tally.addAccepted(Basis.DIGEST);
      } else {
        lastOpen = number;
      }
    }
    if (lastOpen > 0) {
      judgeOthers(judge, new Span(span.first(), lastOpen, span.log()), before, tally, open);
    }
    return open;
  }

  /** Those that the list does not have: what they are is told by the entries, read once more. */
  private void judgeOthers(Judge judge, Span span, long before, CheckTally tally, Open open)
      throws IOException {
    try (MeasurementLog entries = log.read()) {
      for (long number = before + 1; number <= span.last(); number++) {
        MeasurementEntry entry =
            entries
                .next()
                .orElseThrow(() -> new IOException(log.name() + " changed while it was read"));
        int index = (int) (number - before - 1);
        int file = files.ofEntry(index);
        if (judge.isAccepted(file) || number < span.first()) {
          continue;
        }
        Judged judged = judge.judge(file, number, entry);
        if (number >= span.first()) {
          judged.basis().ifPresent(tally::addAccepted);
          judged.signer().ifPresent(tally::addSigner);
          open.add(index, judged);
        }
      }
    }
  }

  private void tellAll(
      Open open,
      Span span,
      long before,
      Optional<MeasuredPaths> policies,
      CheckTally tally,
      Deviation.Sink sink)
      throws IOException, AllowlistException {
    Explainer explainer =
        new Explainer(files, list.match(), list.contents(), search(deviating(open)));
    for (int which = 0; which < open.size(); which++) {
      int index = open.index(which);
      int file = files.ofEntry(index);
      Verdict verdict = open.verdict(which);
      tally.add(before + index + 1, verdict, ownerOf(file));
      if (!verdict.isDeviation()) {
        continue;
      }
      sink.deviation(
          explainer.explain(
              before + index + 1, file, verdict, open.clue(which), labelOf(file, policies)));
    }
    if (request.labels() && policies.isPresent()) {
      countLabels(open, span, before, policies, tally);
    }
  }

  private void countLabels(
      Open open, Span span, long before, Optional<MeasuredPaths> policies, CheckTally tally) {
    @Nullable String[] known = new @Nullable String[files.size()];
    int next = 0;
    for (long number = span.first(); number <= span.last(); number++) {
      int index = (int) (number - before - 1);
      boolean deviates = next < open.size() && open.index(next) == index;
      Verdict verdict = deviates ? open.verdict(next++) : Verdict.ACCEPTED;
      int file = files.ofEntry(index);
      String type = known[file];
      if (type == null) {
        type = labelOf(file, policies).orElse("");
        known[file] = type;
      }
      tally.addLabel(type, verdict);
    }
  }

  private Optional<String> labelOf(int file, Optional<MeasuredPaths> policies) {
    int name = files.nameOf(file);
    return name == LoggedFiles.NO_NAME
        ? Optional.empty()
        : policies.flatMap(paths -> paths.typeOf(files.name(name)));
  }

  private int ownerOf(int file) {
    int name = files.nameOf(file);
    if (name == LoggedFiles.NO_NAME) {
      return AllowlistMatch.NOBODY;
    }
    int[] owners =
        list.match().deviating(name).map(path -> path.owners().ofAny()).orElse(new int[0]);
    return owners.length == 0 ? AllowlistMatch.NOBODY : owners[0];
  }

  private List<Integer> deviating(Open open) {
    Set<Integer> deviating = new LinkedHashSet<>();
    for (int which = 0; which < open.size() && deviating.size() < MAX_EXPLAINED; which++) {
      if (open.verdict(which).isDeviation()) {
        deviating.add(files.ofEntry(open.index(which)));
      }
    }
    return new ArrayList<>(deviating);
  }

  private Explainer.Searches search(List<Integer> deviating)
      throws IOException, AllowlistException {
    DigestSearch now = Explainer.searchFor(files, deviating);
    List<Explainer.Older> older = new ArrayList<>();
    if (deviating.isEmpty()) {
      return new Explainer.Searches(now, older);
    }
    OlderLists.search(list.source(), now);
    for (ListSource each : request.older()) {
      DigestSearch search = Explainer.searchFor(files, deviating);
      OlderLists.search(each, search, request.temporaryFolder());
      older.add(new Explainer.Older(each.name(), search));
    }
    return new Explainer.Searches(now, older);
  }
}
