package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.toolkit.VerifyResult.Signer;
import io.github.imaallowlist.toolkit.fetch.FetchResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The result of {@code fetch} for people. */
public final class FetchText {
  private final PrintStream out;
  private final FetchResult result;

  public FetchText(PrintStream out, FetchResult result) {
    this.out = out;
    this.result = result;
  }

  /**
   * @param place where the list is
   * @param imaPolicy where the IMA policy is, if it was asked for
   */
  public void print(String place, Optional<String> imaPolicy) {
    out.printf(
        "%s %s: %,d paths%s%n",
        result.changed() ? "Wrote" : "Nothing changed: the repository records what is in",
        Printable.of(place),
        result.paths(),
        result.edition().validity().map(span -> ", valid until " + span.expires()).orElse(""));
    imaPolicy.ifPresent(
        policy ->
            out.printf("In %s: the IMA policy that the list was made for%n", Printable.of(policy)));
    String signers =
        result.signers().stream().map(Signer::fingerprint).collect(Collectors.joining(", "));
    out.printf(
        "Good: repository %s; list %s%n",
        result
            .repositorySigner()
            .map(Fingerprint::toString)
            .map(signer -> "signed by " + signer)
            .orElse("not asked who signed it"),
        signers.isEmpty() ? "not signed itself" : "signed by " + Printable.of(signers));
    warnings(result).forEach(warning -> out.println("Warning: " + warning));
  }

  /** What may be wrong though all is verified. */
  public static List<String> warnings(FetchResult result) {
    return result.isBehind()
        ? List.of(
            ("the list is of revision %s, the repository has %s: it may lack packages until its"
                    + " publisher runs `ima-allowlist publish` again")
                .formatted(
                    Printable.of(result.edition().revisions().get(0).orElse("")),
                    Printable.of(result.repositoryRevision().orElse(""))))
        : List.of();
  }
}
