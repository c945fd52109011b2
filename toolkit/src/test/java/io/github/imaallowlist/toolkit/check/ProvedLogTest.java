package io.github.imaallowlist.toolkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logs that are held against PCRs, and changed ones. */
class ProvedLogTest extends CheckCase {
  @Test
  void logThatFitsItsPcrIsProved() throws Exception {
    LogMaker log = clean().violation("/var/log/x");

    CheckResult result = check(log, pcr(log.pcr()), Optional.empty());

    assertThat(result.proof()).isNotEmpty();
    assertThat(result.span().behindProof()).isZero();
  }

  @Test
  void kernelThatKnowsSha1AloneIsUnderstood() throws Exception {
    LogMaker log = clean().violation("/var/log/x");

    CheckResult result = check(log, pcr(log.paddedPcr()), Optional.empty());

    assertThat(result.notes()).anyMatch(note -> note.contains("5.8"));
  }

  @Test
  void logThatDoesNotFitItsPcrIsRefused() {
    LogMaker whole = clean().file("/tmp/evil", "x");

    for (LogMaker other : List.of(clean(), clean().file("/tmp/other", "x"))) {
      assertThatThrownBy(() -> check(other, pcr(whole.pcr()), Optional.empty()))
          .isInstanceOf(AllowlistException.class)
          .hasMessageContaining("missing, added or changed")
          .extracting(e -> ((AllowlistException) e).exitCode())
          .isEqualTo(ExitCode.NO_TRUST);
      assertThat(deviations).isEmpty();
    }
  }

  @Test
  void whatIsBehindTheProofIsNotJudgedAndDoesNotPass() throws Exception {
    LogMaker log = clean();
    byte[] before = log.pcr();

    CheckResult result = check(log.file("/tmp/evil", "x"), pcr(before), Optional.empty());

    assertThat(result.span().behindProof()).isEqualTo(1);
    assertThat(deviations).isEmpty();
    assertThat(result.exitCode()).as("there is no nonce").isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void valueOfZerosProvesNothing() {
    assertThatThrownBy(() -> check(clean(), pcr(new byte[32]), Optional.empty()))
        .isInstanceOf(AllowlistException.class);
  }

  @Test
  void firstChangedEntryIsNamed() throws IOException {
    byte[] log = clean().bytes();
    int at = indexOf(log, "/usr/bin/a_b");
    log[at + 9] = 'z';

    CheckRequest request = request(log, PcrEvidence.NONE, Optional.empty());

    assertThatThrownBy(() -> Check.run(request, deviations::add))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("entry 3")
        .extracting(e -> ((AllowlistException) e).exitCode())
        .isEqualTo(ExitCode.MALFORMED);
  }

  private static int indexOf(byte[] log, String text) {
    return new String(log, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  @Test
  void truncatedAndEmptyLogsAreErrors() throws IOException {
    byte[] log = clean().bytes();
    for (int length : new int[] {0, 3, 30, log.length - 1}) {
      CheckRequest request =
          request(Arrays.copyOf(log, length), PcrEvidence.NONE, Optional.empty());
      assertThatThrownBy(() -> Check.run(request, deviations::add))
          .isInstanceOf(AllowlistException.class)
          .extracting(e -> ((AllowlistException) e).exitCode())
          .isEqualTo(ExitCode.MALFORMED);
    }
  }
}
