package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.cli.Json;
import io.github.imaallowlist.cli.Run;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code check --json} said of a host.
 *
 * @param verdicts entries by verdict, of those that there are
 * @param signers entries that are accepted by their signature, by key
 * @param deviations by path
 * @param proof what shows that the log is the host's
 */
record Checked(
    int exit,
    Map<String, Long> verdicts,
    Map<String, Long> signers,
    Map<String, Deviation> deviations,
    List<String> proof) {
  /**
   * An entry that is not accepted.
   *
   * @param clues each its kind, a colon and its text
   */
  record Deviation(String verdict, List<String> packages, List<String> clues, String remedy) {}

  /** Checks a host's log with all that is known of the host. */
  static Checked of(Evidence host, Path log, Path list, Path key, Object... more)
      throws IOException {
    Run run = run(host, log, list, key, more);
    if (run.exit() > 1) {
      throw new AssertionError("ended with " + run.exit() + ": " + run.err());
    }
    Map<String, Object> json = Json.object(run.text().getBytes(StandardCharsets.UTF_8));
    Map<String, Deviation> deviations = new TreeMap<>();
    for (Object each : Json.list(json.get("deviations"))) {
      Map<String, Object> one = Json.map(each);
      Deviation deviation =
          new Deviation(
              Json.text(one.get("verdict")),
              texts(one.get("packages")),
              Json.list(one.get("clues")).stream()
                  .map(Json::map)
                  .map(clue -> clue.get("kind") + ": " + clue.get("text"))
                  .toList(),
              Json.text(one.get("remedy")));
      if (deviations.put(Json.text(one.get("path")), deviation) != null) {
        throw new AssertionError("twice: " + one);
      }
    }
    return new Checked(
        run.exit(),
        counts(json.get("verdicts")),
        counts(json.get("signed-by")),
        deviations,
        texts(json.get("proof")));
  }

  /** Runs {@code check}, and takes what comes. */
  static Run run(Evidence host, Path log, Path list, Path key, Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("check", log, "--json"));
    arguments.addAll(List.of("--allowlist", list, "--key", key));
    for (HashAlgorithm bank : Evidence.BANKS) {
      String value = HexFormat.of().formatHex(host.imaPcr(bank));
      arguments.addAll(List.of("--pcr", bank.kernelName() + ":" + Evidence.IMA_PCR + "=" + value));
    }
    arguments.addAll(List.of("--quote", host.quote(), "--quote-sig", host.quoteSignature()));
    arguments.addAll(List.of("--quote-pcrs", host.quotedPcrs(), "--ak", host.attestationKey()));
    arguments.addAll(Arrays.asList(more));
    if (!arguments.contains("--nonce")) {
      arguments.addAll(List.of("--nonce", Evidence.NONCE));
    }
    return Run.of(arguments.toArray());
  }

  private static Map<String, Long> counts(Object all) {
    Map<String, Long> counts = new TreeMap<>();
    Json.map(all).forEach((name, count) -> counts.put(name, (Long) count));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static List<String> texts(Object list) {
    return Json.list(list).stream().map(one -> (String) one).toList();
  }
}
