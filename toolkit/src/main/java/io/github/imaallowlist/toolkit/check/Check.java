package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.toolkit.Failures;
import java.io.IOException;

/** Checks a measurement list. */
public final class Check {
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
    throw new AllowlistException(
        ExitCode.IO, request.log() + " is not checked yet: " + sink, "Wait for it.");
  }
}
