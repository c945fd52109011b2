package io.github.imaallowlist.maven.report;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.rpm.trust.Proof;
import io.github.imaallowlist.toolkit.SignedBy;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.Reasons;
import org.apache.maven.plugin.logging.Log;

/** What was read, left out and made of it. */
public final class GenerateLog {
  private final Log log;
  private final GenerateResult result;

  public GenerateLog(Log log, GenerateResult result) {
    this.log = log;
    this.result = result;
  }

  /** All but where the list went. */
  public void print() {
    printProofs();
    result
        .deselected()
        .forEach(
            (reason, packages) ->
                log.info(
                    "Left out "
                        + Amounts.count(packages, "package")
                        + ": "
                        + Reasons.inWords(reason)));
    if (result.packagesFromCache() > 0) {
      log.info(Amounts.count(result.packagesFromCache(), "package") + " were in the cache");
    }
    result
        .cache()
        .flatMap(cache -> cache.problem())
        .ifPresent(problem -> log.warn("The cache: " + Printable.of(problem)));
    result.counts().ifPresent(this::printCounts);
    result.filter().ifPresent(this::printFilter);
    printNotes();
  }

  private void printProofs() {
    for (Proof.Way way : Proof.Way.values()) {
      long packages = result.proofs().of(way);
      if (packages > 0) {
        String line = Amounts.count(packages, "package") + " proved by: " + way;
        if (way == Proof.Way.NONE) {
          log.warn(Amounts.count(packages, "package") + " that nobody vouches for");
        } else {
          log.info(line);
        }
      }
    }
  }

  private void printCounts(AllowlistCounts counts) {
    log.info(
        Amounts.count(counts.paths(), "path")
            + ", "
            + Amounts.count(counts.digests(), "digest")
            + " of "
            + Amounts.count(result.packagesRead(), "package"));
    if (counts.unresolved() > 0) {
      log.warn(
          Amounts.count(counts.unresolved(), "path")
              + " through links that lead in a circle or too far; the listed path is there");
    }
  }

  private void printFilter(FilterSummary filter) {
    log.info(
        Amounts.count(filter.keptPaths(), "path")
            + " that hosts measure by "
            + Printable.of(filter.imaPolicy())
            + "; "
            + Amounts.count(filter.leftOutPaths(), "path")
            + " left out");
    filter
        .derived()
        .ifPresent(
            derived -> derived.losses().forEach(loss -> log.warn("Lost: " + Printable.of(loss))));
    if (!filter.missingBuffers().isEmpty()) {
      log.warn(
          "Hosts may log "
              + String.join(", ", filter.missingBuffers())
              + ", which the list lacks: see loadedSelinuxPolicy and imaBuf");
    }
  }

  private void printNotes() {
    if (!result.unmatchable().isEmpty()) {
      log.warn(
          Amounts.count(result.unmatchable().notUtf8() + result.unmatchable().withNewline(), "path")
              + " not UTF-8 or with a newline: a Keylime agent cannot report them");
    }
    if (result.weakHeaderDigests() > 0) {
      log.warn(
          Amounts.count(result.weakHeaderDigests(), "package")
              + " with MD5 or SHA-1 in the header, which proves little; payloads were hashed");
    }
    UpdateLines.of(result.updates()).forEach(log::info);
    result.signedBy().warnings().forEach(warning -> log.warn(Printable.of(warning)));
  }

  /** How many there are. */
  public static String findings(int findings) {
    return Amounts.count(findings, "finding");
  }

  /** Such as {@code signed with the key 12ab...}. */
  public static String signed(SignedBy by) {
    if (by.equals(SignedBy.NOBODY)) {
      return "not signed";
    }
    return by.keys().isEmpty()
        ? "signed with a key that was not looked at"
        : "signed with the key " + String.join(", ", by.keys());
  }
}
