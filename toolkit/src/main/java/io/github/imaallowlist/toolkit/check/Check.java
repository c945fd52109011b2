package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.log.LogReplay;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.check.CheckRequest.StateFile;
import io.github.imaallowlist.toolkit.filter.MeasuredPaths;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a measurement list. */
public final class Check {
  /** Of the heap, that a log may take. */
  private static final int SHARE = 2;

  private final CheckRequest request;
  private final Deviation.Sink sink;

  private Check(CheckRequest request, Deviation.Sink sink) {
    this.request = request;
    this.sink = sink;
  }

  /**
   * Checks; the allowlist is verified, and the log held against the TPM, before anything is said.
   *
   * @param sink takes what is not accepted
   * @throws AllowlistException if nobody vouches for the allowlist, the log is not what the TPM
   *     says, or something cannot be read
   */
  public static CheckResult run(CheckRequest request, Deviation.Sink sink)
      throws AllowlistException {
    try {
      return new Check(request, sink).run();
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private CheckResult run() throws IOException, AllowlistException {
    Instant now = Instant.now();
    PcrProof proof = PcrProof.of(request.evidence());
    LastCheck last = LastCheck.read(request.state());
    Set<HashAlgorithm> banks = banks(proof, last);
    try (LogFile log =
            LogFile.open(request.log(), request.standardInput(), request.temporaryFolder());
        BackgroundThread reading = new BackgroundThread("measurement list");
        BackgroundThread hashing = new BackgroundThread("template hashes");
        @Nullable MeasuredPaths policies = openPolicies()) {
      LoggedFiles files = new LoggedFiles(log.name(), Runtime.getRuntime().maxMemory() / SHARE);
      LogReplay replay = LogReplay.from(banks, last.begin());
      PendingResult<LogContents> contents =
          reading.run(() -> LogContents.read(log, files, replay, last.mark(), hashing));
      try (ListSource.Opened opened = request.allowlist().open(request.temporaryFolder(), now)) {
        LogContents read = contents.await();
        CheckedList list = CheckedList.read(opened, read.files(), request.state().isPresent());
        list.requireValid(now, request.maxAge());
        ProvedLog proved = last.prove(log, read, proof);
        CheckRun run = new CheckRun(request, log, read.files(), list, proof);
        CheckRun.Outcome outcome =
            run.run(
                last.first(proved, read, list), last, proved, Optional.ofNullable(policies), sink);
        if (request.state().isPresent() && outcome.result().exitCode() == ExitCode.OK) {
          save(request.state().get(), last.after(proved, list, outcome.keys()));
        }
        return outcome.result();
      }
    }
  }

  private static Set<HashAlgorithm> banks(PcrProof proof, LastCheck last)
      throws AllowlistException {
    Set<HashAlgorithm> banks = EnumSet.noneOf(HashAlgorithm.class);
    banks.addAll(proof.banks());
    last.addBanks(banks);
    return banks;
  }

  /** Null if it was not asked: nothing is closed then. */
  private @Nullable MeasuredPaths openPolicies() throws IOException, AllowlistException {
    return request.policies().isEmpty()
        ? null
        : MeasuredPaths.open(
            request.policies().get().selinux(),
            request.policies().get().imaPolicy(),
            request.temporaryFolder());
  }

  private static void save(StateFile state, CheckState reached) throws IOException {
    new Destination.InFile(state.file()).put(reached::writeTo);
  }
}
