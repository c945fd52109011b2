package io.github.imaallowlist.toolkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.rpm.imasignature.ImaKey;
import io.github.imaallowlist.rpm.imasignature.ImaKeyFile;
import io.github.imaallowlist.toolkit.check.CheckRequest.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are not in the list, and signed. */
@RequiresTool({"openssl", "evmctl"})
class SignedEntriesTest extends CheckCase {
  private ImaSigner signer;
  private ImaKey key;

  @BeforeEach
  void makeKey() throws IOException {
    signer = ImaSigner.ec(folder, "signer", "P-256");
    key = ImaKeyFile.readKeys(signer.certificate()).get(0);
  }

  private void trustKey() throws IOException {
    replaceInList(
        "\"verification-keys\": \"\"",
        "\"verification-keys\": \"{\\\"meta\\\": {\\\"version\\\": 1}, \\\"keyids\\\": [%s],"
                .formatted(Long.parseLong(key.id().toString(), 16))
            + " \\\"pubkeys\\\": [\\\"%s\\\"]}\""
                .formatted(Base64.getEncoder().encodeToString(key.subjectPublicKeyInfo())));
  }

  private void letIntoKeyring() throws IOException {
    replaceInList(
        "\"keyrings\": {}",
        "\"keyrings\": {\".ima\": [\"%s\"]}".formatted(Digest.SHA256.hex(certificate())));
  }

  private void replaceInList(String old, String now) throws IOException {
    assertThat(list).content().contains(old);
    Files.writeString(list, Files.readString(list).replace(old, now));
  }

  private byte[] certificate() throws IOException {
    return Files.readAllBytes(signer.derCertificate());
  }

  private byte[] signatureOver(String content) {
    return HexFormat.of().parseHex(signer.sign(content));
  }

  private LogMaker signed(LogMaker log) {
    return log.signed("/opt/tool", "tool", signatureOver("tool"));
  }

  @Test
  void keyOfTheListIsNamed() throws Exception {
    trustKey();

    CheckResult result = check(signed(clean()));

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.accepted()).containsEntry(Basis.SIGNATURE, 1L);
    assertThat(result.signers()).containsOnlyKeys(key.id());
  }

  @Test
  void signatureOverSomethingElseOrByAnotherKeyCountsForNothing() throws Exception {
    check(signed(clean()));

    assertThat(clues()).containsExactly(Clue.Kind.SIGNATURE);
    assertThat(deviations.get(0).clues().get(0).text()).contains("which the list lacks");

    trustKey();
    check(clean().signed("/opt/tool", "changed", signatureOver("tool")));

    assertThat(deviations.get(0).verdict()).isEqualTo(Verdict.UNKNOWN_PATH);
    assertThat(deviations.get(0).clues().get(0).text()).contains("not over it");
  }

  @Test
  void keyThatTheHostMeasuredCountsForWhatComesAfterIt() throws Exception {
    letIntoKeyring();

    CheckResult result = check(signed(clean().buffer(".ima", certificate())));

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.accepted())
        .containsEntry(Basis.KEYRING, 1L)
        .containsEntry(Basis.SIGNATURE, 1L);

    check(signed(clean()).buffer(".ima", certificate()));

    assertThat(deviations).as("before it").extracting(Deviation::number).containsExactly(6L);
  }

  @Test
  void keyThatNoKeyringOfTheListMayHoldIsADeviation() throws Exception {
    check(signed(clean().buffer(".ima", certificate())));

    assertThat(deviations)
        .extracting(Deviation::verdict)
        .containsExactly(Verdict.UNKNOWN_PATH, Verdict.UNKNOWN_PATH);
  }

  @Test
  void measuredKeyIsRememberedForTheNextCheck() throws Exception {
    letIntoKeyring();
    LogMaker log = clean().buffer(".ima", certificate());
    byte[] before = log.bytes();
    StateFile whole = new StateFile(folder.resolve("state"), false);
    check(log, pcr(log.pcr()), Optional.of(whole));
    signed(log);
    byte[] behind = Arrays.copyOfRange(log.bytes(), before.length, log.bytes().length);
    Optional<StateFile> part = Optional.of(new StateFile(whole.file(), true));

    CheckResult next = Check.run(request(behind, pcr(log.pcr()), part), deviations::add);

    assertThat(next.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(next.signers()).containsOnlyKeys(key.id());

    CheckResult again = check(signed(log), pcr(log.pcr()), Optional.of(whole));

    assertThat(again.span().first()).isEqualTo(8);
    assertThat(again.exitCode()).as("the log is whole").isEqualTo(ExitCode.OK);

    Files.writeString(list, Files.readString(list).replace(".ima", ".other"));
    CheckResult other = check(signed(log), pcr(log.pcr()), Optional.of(whole));

    assertThat(other.exitCode()).as("by another list").isEqualTo(ExitCode.FINDINGS);
  }
}
