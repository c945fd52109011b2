package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.log.LogReplay;
import io.github.imaallowlist.ima.log.MeasurementEntry;
import io.github.imaallowlist.ima.log.MeasurementLog;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of a log is the host's.
 *
 * @param entries from the log's begin; a host goes on measuring after its TPM made the quote
 * @param values of the PCRs behind them
 * @param padded whether the banks hold SHA-1, with zeros behind it
 */
record ProvedLog(
    long entries, SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> values, boolean padded) {

  /**
   * What a log is held against.
   *
   * @param begin values of PCRs before its first entry, by bank and number
   * @param pcrs that its entries extend
   * @param length in entries
   * @param unchanged how many entries an earlier check found to be the host's, and are the same now
   */
  record Claim(
      LogFile log,
      SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> begin,
      BitSet pcrs,
      long length,
      long unchanged) {}

  /**
   * Holds a log against what is proved of the PCRs.
   *
   * @param replay at the log's end
   * @throws AllowlistException if it is not the host's
   */
  static ProvedLog of(Claim claim, LogReplay replay, PcrProof proof)
      throws IOException, AllowlistException {
    requireUnchanged(claim, replay);
    if (!proof.isAny()) {
      return new ProvedLog(claim.length(), replay.values(), false);
    }
    requireKnown(claim, replay, proof);
    if (proof.holds(replay.values(), claim.pcrs())) {
      return new ProvedLog(claim.length(), replay.values(), false);
    }
    return beginOf(claim, proof).orElseThrow(() -> mismatch(claim, replay, proof));
  }

  private static void requireUnchanged(Claim claim, LogReplay replay) throws AllowlistException {
    if (replay.firstChanged().isPresent()) {
      MeasurementEntry entry = replay.firstChanged().get();
      throw new AllowlistException(
          ExitCode.MALFORMED,
          "%s: entry %d (%s) was changed: its hash is not that of its data"
              .formatted(claim.log().name(), entry.number(), Names.printable(entry)),
          "Nothing in this log can be believed. Get it again; if it is the same, look at the"
              + " host.");
    }
  }

  private static void requireKnown(Claim claim, LogReplay replay, PcrProof proof)
      throws AllowlistException {
    for (int pcr = claim.pcrs().nextSetBit(0); pcr >= 0; pcr = claim.pcrs().nextSetBit(pcr + 1)) {
      if (!proof.covers(pcr)) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            "%s: has entries of PCR %d, of which neither --pcr nor the quote says anything"
                .formatted(claim.log().name(), pcr),
            "Give its value too, or a quote with it: --pcr sha256:%d=HEX.".formatted(pcr));
      }
    }
    if (replay.firstOpaque().isPresent()
        && proof.banks().stream()
            .anyMatch(bank -> bank != replay.firstOpaque().get().listedAlgorithm())) {
      MeasurementEntry entry = replay.firstOpaque().get();
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: entry %d is of the template %s, whose hash cannot be recomputed from text"
              .formatted(claim.log().name(), entry.number(), entry.template().name()),
          "Give the kernel's binary_runtime_measurements.");
    }
  }

  /** The part of the log up to which it holds, if there is such a one. */
  private static Optional<ProvedLog> beginOf(Claim claim, PcrProof proof) throws IOException {
    LogReplay replay = LogReplay.from(proof.banks(), claim.begin());
    LogReplay padded = LogReplay.paddedFrom(proof.banks(), claim.begin());
    if (!claim.begin().isEmpty() && proof.holds(replay.values(), claim.pcrs())) {
      return Optional.of(new ProvedLog(0, replay.values(), false));
    }
    try (MeasurementLog log = claim.log().read()) {
      for (long entries = 1; entries <= claim.length(); entries++) {
        MeasurementEntry entry = log.next().orElseThrow(() -> changed(claim));
        replay.add(entry);
        padded.add(entry);
        if (proof.holds(replay.values(), claim.pcrs())) {
          return Optional.of(new ProvedLog(entries, replay.values(), false));
        }
        if (proof.holds(padded.values(), claim.pcrs())) {
          return Optional.of(new ProvedLog(entries, padded.values(), true));
        }
      }
    }
    return Optional.empty();
  }

  private static IOException changed(Claim claim) {
    return new IOException(claim.log().name() + " became shorter while it was read");
  }

  private static AllowlistException mismatch(Claim claim, LogReplay replay, PcrProof proof) {
    StringBuilder values = new StringBuilder();
    replay
        .values()
        .forEach(
            (bank, pcrs) ->
                pcrs.forEach(
                    (pcr, value) ->
                        proof
                            .value(bank, pcr)
                            .ifPresent(
                                proved -> values.append(difference(bank, pcr, value, proved)))));
    return new AllowlistException(
        ExitCode.NO_TRUST,
        "%s is not what the TPM recorded: entries are missing, added or changed%s%s"
            .formatted(
                claim.log().name(),
                claim.unchanged() == 0
                    ? ""
                    : " behind entry %d, up to which it is as at the last check"
                        .formatted(claim.unchanged()),
                values),
        "Get log and PCRs again, the log last, of one boot and host. Else the host hides"
            + " something.");
  }

  private static String difference(HashAlgorithm bank, int pcr, byte[] value, byte[] proved) {
    return "; %s:%d is %s..., by the log %s..."
        .formatted(bank, pcr, shortened(proved), shortened(value));
  }

  private static String shortened(byte[] value) {
    return HexFormat.of().formatHex(value, 0, Math.min(value.length, 8));
  }

  /** An empty value for none. */
  static SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> zeros() {
    return new TreeMap<>();
  }
}
