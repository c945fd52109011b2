package io.github.imaallowlist.toolkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.fixtures.tpm.SoftwareTpm;
import io.github.imaallowlist.toolkit.ListSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A TPM in software is extended with a log's entry, and quotes it. */
@RequiresTool({"swtpm", "tpm2_quote"})
class QuotedLogTest {
  private static final String NONCE = "0123456789abcdef";

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static SoftwareTpm tpm;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static Path list;

  @BeforeAll
  static void quote() throws IOException, InterruptedException {
    tpm = SoftwareTpm.start(folder);
    byte[] log = new LogMaker().bytes();
    // What the kernel extends for an entry: the hash of its data, which ends the log here.
    int start = 4 + 20 + 4 + "ima-ng".length() + 4;
    byte[] data = Arrays.copyOfRange(log, start, log.length);
    tpm.run("tpm2_pcrextend", "10:sha256=" + Digest.SHA256.hex(data));
    tpm.run(
        "tpm2_createak",
        "-C",
        "ek.ctx",
        "-c",
        "ak.ctx",
        "-G",
        "ecc",
        "-g",
        "sha256",
        "-s",
        "ecdsa",
        "-u",
        "ak.pub");
    tpm.run(
        "tpm2_quote",
        "-c",
        "ak.ctx",
        "-l",
        "sha256:0,1,2,3,4,5,6,7,8,9,10",
        "-q",
        NONCE,
        "-m",
        "q.msg",
        "-s",
        "q.sig",
        "-o",
        "q.pcrs",
        "-g",
        "sha256");
    String text =
        """
        {"meta": {"version": 1, "generator": 0}, "release": 0,
        "digests": {"/usr/bin/a": ["%s"]}, "excludes": [], "keyrings": {},
        "ima": {"ignored_keyrings": [], "log_hash_alg": "sha1", "dm_policy": null},
        "ima-buf": {}, "verification-keys": ""}
        """
            .formatted(Digest.SHA256.hex("a".getBytes(StandardCharsets.UTF_8)));
    list = Files.writeString(folder.resolve("list.json"), text);
  }

  @AfterAll
  static void stop() {
    tpm.close();
  }

  private static CheckResult check(LogMaker log, String nonce, boolean values)
      throws IOException, AllowlistException {
    PcrEvidence.QuoteFiles quote =
        new PcrEvidence.QuoteFiles(
            folder.resolve("q.msg"),
            folder.resolve("q.sig"),
            List.of(folder.resolve("ak.pub")),
            Optional.of(HexFormat.of().parseHex(nonce)),
            values ? Optional.of(folder.resolve("q.pcrs")) : Optional.empty());
    CheckRequest request =
        new CheckRequest(
            Files.write(folder.resolve("log"), log.bytes()),
            new ListSource.InFile(list, Optional.empty(), Optional.empty(), true),
            List.of(),
            Optional.empty(),
            new PcrEvidence(new TreeMap<>(), Optional.of(quote)),
            Optional.empty(),
            Optional.empty(),
            false,
            InputStream.nullInputStream(),
            folder);
    return Check.run(request, deviation -> {});
  }

  @Test
  void quotedLogIsProvedAndItsBootAggregateCompared() throws Exception {
    CheckResult result = check(new LogMaker(), NONCE, true);

    assertThat(result.proof()).singleElement().asString().contains("nonce", "sha256:0");
    // The registers of this TPM are zeros, and the entry is made of something else.
    assertThat(result.count(Verdict.WRONG_DIGEST)).isEqualTo(1);
  }

  @Test
  void hostMayGoOnMeasuringAfterAFreshQuote() throws Exception {
    CheckResult result = check(new LogMaker().file("/usr/bin/a", "a"), NONCE, true);

    assertThat(result.span().behindProof()).isEqualTo(1);
    assertThat(result.count(Verdict.ACCEPTED)).as("not judged").isZero();
    assertThat(result.fresh()).isTrue();
  }

  @Test
  void replayedQuoteIsRefused() {
    assertThatThrownBy(() -> check(new LogMaker(), "00", true))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("of another time")
        .extracting(e -> ((AllowlistException) e).exitCode())
        .isEqualTo(ExitCode.NO_TRUST);
  }

  @Test
  void logOfAnotherHostIsRefused() {
    assertThatThrownBy(() -> check(new LogMaker("another boot"), NONCE, true))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("not what the TPM recorded");
  }

  @Test
  void quoteOfMorePcrsThanTheLogHasNeedsTheirValues() {
    assertThatThrownBy(() -> check(new LogMaker(), NONCE, false))
        .isInstanceOf(AllowlistException.class);
  }
}
