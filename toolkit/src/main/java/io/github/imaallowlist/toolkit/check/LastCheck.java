package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.ImaVerificationKey;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.check.CheckRequest.StateFile;
import io.github.imaallowlist.toolkit.check.LogContents.Hashes;
import java.io.IOException;
import java.util.BitSet;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What a check is continued from. A log that has all entries is replayed from its first one all the
 * same: entries that were judged before are passed over only if they are those, and by this list.
 *
 * @param asked whether there is to be a state
 * @param state of the last check; absent before the first one
 */
record LastCheck(Optional<StateFile> asked, Optional<CheckState> state) {

  static LastCheck read(Optional<StateFile> asked) throws IOException, AllowlistException {
    Optional<CheckState> state =
        asked.isPresent() ? CheckState.read(asked.get().file()) : Optional.empty();
    if (asked.filter(StateFile::newEntriesAlone).isPresent() && state.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          asked.get().file() + " does not exist: it is not known what the new entries come after",
          "Check a whole log once with --state.");
    }
    return new LastCheck(asked, state);
  }

  /** Whether the log begins behind the entries of the state. */
  private boolean isPart() {
    return asked.filter(StateFile::newEntriesAlone).isPresent();
  }

  /** How many entries are before the log's first one. */
  long before() {
    return isPart() ? state.orElseThrow().entries() : 0;
  }

  /** The values of PCRs before the log's first entry. */
  SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> begin() {
    return isPart() ? state.orElseThrow().pcrs() : ProvedLog.zeros();
  }

  /** The number of entries behind which values are wanted; -1 if none. */
  long mark() {
    return isPart() ? -1 : state.map(CheckState::entries).orElse(-1L);
  }

  /** Adds the banks that a state has, or will have. */
  void addBanks(Set<HashAlgorithm> banks) throws AllowlistException {
    if (isPart() && !state.orElseThrow().pcrs().keySet().containsAll(banks)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s has no values of the banks %s: it began without them"
              .formatted(asked.orElseThrow().file(), banks),
          "Check the whole log once with --state and these banks.");
    }
    state.ifPresent(known -> banks.addAll(known.pcrs().keySet()));
    if (asked.isPresent() && banks.isEmpty()) {
      banks.add(HashAlgorithm.SHA256);
    }
  }

  /** Holds the log against what is proved. */
  ProvedLog prove(LogFile log, LogContents read, PcrProof proof)
      throws IOException, AllowlistException {
    if (read.files().entries() == 0 && !isPart()) {
      throw new AllowlistException(
          ExitCode.MALFORMED,
          log.name() + " has no entries: a kernel with IMA measures boot_aggregate at least",
          "Get binary_runtime_measurements of the host again.");
    }
    BitSet pcrs = (BitSet) read.pcrs().clone();
    begin().values().forEach(values -> values.keySet().forEach(pcrs::set));
    Hashes hashes = read.hashes().await();
    return ProvedLog.of(
        new ProvedLog.Claim(
            log, begin(), pcrs, read.files().entries(), goesOn(hashes) ? mark() : 0),
        hashes.replay(),
        proof);
  }

  /** Whether a whole log begins with the entries of the last check. */
  private boolean goesOn(Hashes hashes) {
    return !isPart() && state.isPresent() && hashes.atMark().filter(state.get()::isAt).isPresent();
  }

  /**
   * How many of the log's entries need not be judged again.
   *
   * @param list by which they would be
   */
  long first(ProvedLog proved, LogContents read, CheckedList list) throws IOException {
    return goesOn(read.hashes().await()) && state.orElseThrow().allowlist().equals(list.sha256())
        ? Math.min(state.get().entries(), proved.entries())
        : 0;
  }

  /** What is to be known of the state; empty if nothing is. */
  Optional<String> note(long passedOver, CheckedList list) {
    if (state.isEmpty()) {
      return Optional.empty();
    }
    if (!state.get().allowlist().equals(list.sha256())) {
      return Optional.of(
          isPart()
              ? "the %d entries before were judged by another list".formatted(before())
              : "the last check was by another list: all entries are judged by this one");
    }
    return !isPart() && passedOver == 0 && state.get().entries() > 0
        ? Optional.of("the log does not go on from the last check: the host was started anew")
        : Optional.empty();
  }

  /**
   * Keys that entries before put into the list's keyrings. Another list has other keyrings.
   *
   * @param passedOver entries of the log that are not judged again
   */
  SortedSet<ImaVerificationKey> keys(CheckedList list, long passedOver) {
    return state
        .filter(known -> isPart() || passedOver > 0)
        .filter(known -> known.allowlist().equals(list.sha256()))
        .map(CheckState::keys)
        .orElseGet(Collections::emptySortedSet);
  }

  /**
   * The state to go on from.
   *
   * @param keys those that entries of this check put into the list's keyrings
   */
  CheckState after(ProvedLog proved, CheckedList list, SortedSet<ImaVerificationKey> keys) {
    return new CheckState(before() + proved.entries(), list.sha256(), proved.values(), keys);
  }
}
