package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and envelopes, against openssl and Keylime's own. */
@RequiresTool("openssl")
final class SigningCommandsTest {
  @TempDir private Path work;

  @ParameterizedTest
  @ValueSource(strings = {"P-256", "P-384", "P-521"})
  void opensslVerifiesWhatGenerateSigned(String curve) throws IOException {
    Path key = work.resolve("key");
    Run.of("keygen", "--curve", curve, key).succeeded();
    Map<String, Object> envelope =
        Json.object(Run.generate("--key", key, Repositories.SAMPLE).succeeded().out());
    byte[] payload = Base64.getDecoder().decode(Json.text(envelope.get("payload")));
    String type = Json.text(envelope.get("payloadType"));
    ByteArrayOutputStream pae = new ByteArrayOutputStream();
    pae.write(
        ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ")
            .getBytes(StandardCharsets.US_ASCII));
    pae.write(payload);
    Files.write(work.resolve("pae"), pae.toByteArray());
    Map<String, Object> signature = Json.map(Json.list(envelope.get("signatures")).get(0));
    Files.write(work.resolve("sig"), Base64.getDecoder().decode(Json.text(signature.get("sig"))));

    Tools.Outcome openssl =
        Tools.command(
                "openssl", "dgst", "-sha256", "-verify", "key.pub", "-signature", "sig", "pae")
            .in(work)
            .run();

    assertThat(openssl.text()).contains("Verified OK");
    assertThat(type).isEqualTo("application/vnd.keylime+json");
    assertThat(payload).isEqualTo(Run.generate(Repositories.SAMPLE).succeeded().out());
    String sum = Tools.run("sha256sum", work.resolve("key.pub")).succeeded().text();
    assertThat(sum).startsWith(signature.get("keyid") + " ");
  }

  @Test
  void signedPolicyComesOutAsItWentIn() throws IOException {
    Path key = work.resolve("key");
    Path policy = work.resolve("policy");
    Path signed = work.resolve("signed");
    Path verified = work.resolve("verified");
    Run.of("keygen", key).succeeded();
    Run.generate(Repositories.SAMPLE, "-o", policy).succeeded();

    Run sign = Run.of("sign", policy, "--key", key, "-o", signed).succeeded();
    Run verify =
        Run.of("verify", signed, "--key", work.resolve("key.pub"), "-o", verified).succeeded();

    assertThat(sign.err()).contains("Signed 8 paths");
    assertThat(verify.err()).contains("Good: signed by", "8 paths");
    assertThat(verified).hasSameBinaryContentAs(policy);
    assertThat(Run.of("sign", signed, "--key", key).ended(3).err())
        .contains("is a signed envelope", "verify FILE");
  }

  @Test
  void lineInPlaceOfAFileIsTheStandardOutput() throws IOException {
    Path key = work.resolve("key");
    Path policy = work.resolve("policy");
    Path signed = work.resolve("signed");
    Run.of("keygen", key).succeeded();
    Run.generate(Repositories.SAMPLE, "-o", policy).succeeded();
    String list = Files.readString(policy);

    assertThat(Run.generate(Repositories.SAMPLE, "-o", "-").succeeded().text()).isEqualTo(list);
    Files.writeString(signed, Run.of("sign", policy, "--key", key, "-o", "-").succeeded().text());
    assertThat(
            Run.of("verify", signed, "--key", work.resolve("key.pub"), "-o", "-")
                .succeeded()
                .text())
        .isEqualTo(list);
    assertThat(Path.of("-")).doesNotExist();
  }

  @Test
  void changedEnvelopeHasNoTrustAndGivesNoPolicy() throws IOException {
    Path key = work.resolve("key");
    Run.of("keygen", key).succeeded();
    String text = Run.generate("--key", key, Repositories.SAMPLE).succeeded().text();
    int middle = text.indexOf("\"payload\"") + 400;
    char changed = text.charAt(middle) == 'A' ? 'B' : 'A';
    Path tampered = work.resolve("tampered");
    Files.writeString(tampered, text.substring(0, middle) + changed + text.substring(middle + 1));
    Path out = work.resolve("out");

    Run run = Run.of("verify", tampered, "-k", work.resolve("key.pub"), "-o", out).ended(5);

    assertThat(run.err()).contains("is wrong", "changed after it was signed");
    assertThat(out).doesNotExist();
  }

  @Test
  void keyIsNotOverwrittenByWhatItSigns() throws IOException {
    Path key = work.resolve("key");
    Path policy = work.resolve("policy");
    Path signed = work.resolve("signed");
    Run.of("keygen", key).succeeded();
    byte[] before = Files.readAllBytes(key);
    Run.generate(Repositories.SAMPLE, "-o", policy).succeeded();
    Run.generate(Repositories.SAMPLE, "-k", key, "-o", signed).succeeded();

    Run.generate(Repositories.SAMPLE, "-k", key, "-o", key).ended(4);
    Run.of("sign", policy, "-k", key, "-o", key).ended(4);
    assertThat(key).hasBinaryContent(before);
    Run.of("verify", signed, "-k", work.resolve("key.pub"), "-o", work.resolve("key.pub")).ended(4);
    Run.of("verify", signed, "-k", work.resolve("key.pub"), "-o", signed).ended(4);
    Run.of("verify", signed, "-k", work.resolve("key.pub")).succeeded();
  }

  @Test
  void anothersKeyHasNoTrust() {
    Run.of("keygen", work.resolve("mine")).succeeded();
    Run.of("keygen", work.resolve("other")).succeeded();
    Path signed = work.resolve("signed");
    Run.generate("--key", work.resolve("mine"), Repositories.SAMPLE, "-o", signed).succeeded();

    Run.of("verify", signed, "-k", work.resolve("other.pub")).ended(5);
    Run.of("verify", signed, "-k", work.resolve("other.pub"), "-k", work.resolve("mine.pub"))
        .succeeded();
  }

  @Test
  @EnabledIf("io.github.imaallowlist.cli.Repositories#corpusIsThere")
  void keylimesEnvelopesAreJudgedAsKeylimeDoes() {
    Path keylime = Repositories.CORPUS.resolve("keylime");
    Path good = keylime.resolve("runtime-policy-test-signed.json");
    Path bad = keylime.resolve("runtime-policy-test-signed-bad.json");
    Path key = keylime.resolve("runtime-policy-pubkey.pub");

    Run.of("verify", good, "-k", key, "--signature-only").succeeded();
    assertThat(Run.of("verify", good, "-k", key).ended(3).err())
        .contains("the signature is good, but", "boot_aggregate", "--signature-only");
    // Its signature is not even base64.
    assertThat(Run.of("verify", bad, "-k", key).ended(3).err())
        .contains("\"sig\" in standard base64");
    Run.of("verify", bad, "-k", key, "--signature-only").ended(3);
  }

  @ParameterizedTest
  @CsvSource({
    "RSA, -algorithm RSA",
    "Ed25519, -algorithm ED25519",
    "secp256k1, -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1"
  })
  void keyThatKeylimeCannotUseIsRefusedWithTheReason(String kind, String options) {
    Tools.command((Object[]) ("openssl genpkey -out key " + options).split(" "))
        .in(work)
        .run()
        .succeeded();
    Tools.command("openssl", "pkey", "-in", "key", "-pubout", "-out", "pub")
        .in(work)
        .run()
        .succeeded();

    Run sign = Run.generate("--key", work.resolve("key"), Repositories.SAMPLE).ended(5);
    Run verify = Run.of("verify", work.resolve("none"), "-k", work.resolve("pub")).ended(5);

    assertThat(sign.err()).contains(kind);
    assertThat(verify.err()).contains(kind);
    assertThat(sign.out()).isEmpty();
  }

  @Test
  void encryptedKeyTakesItsPassphraseFromFileOrEnvironment() throws IOException {
    Path key = work.resolve("key");
    Path file = Files.writeString(work.resolve("passphrase"), "correct horse\nnot this line\n");
    Path wrong = Files.writeString(work.resolve("wrong"), "battery staple");
    Run.of("keygen", key, "--passphrase-file", file).succeeded();

    assertThat(Files.readString(key)).contains("ENCRYPTED PRIVATE KEY");
    Tools.run("openssl", "pkey", "-in", key, "-passin", "pass:correct horse", "-noout").succeeded();
    Run.generate("-k", key, "--passphrase-file", file, Repositories.SAMPLE).succeeded();
    Run.generate("-k", key, "--passphrase-file", wrong, Repositories.SAMPLE).ended(5);
    Run.generate("-k", key, "--passphrase-env", "NOT_SET_ANYWHERE", Repositories.SAMPLE).ended(5);
    Run.generate("-k", key, "--passphrase-env=A", "--passphrase-file=b", Repositories.SAMPLE)
        .ended(2);
    Tools.Outcome fromEnvironment =
        Program.run(
                "generate",
                "--allow-unsigned",
                "-k",
                key,
                "--passphrase-env",
                "PASS",
                Repositories.SAMPLE)
            .with(Map.of("PASS", "correct horse"))
            .run();
    assertThat(fromEnvironment.exitCode()).as(fromEnvironment.errorText()).isZero();
    Tools.Outcome nobodyToAsk =
        Program.run("generate", "--allow-unsigned", "-k", key, Repositories.SAMPLE).run();
    assertThat(nobodyToAsk.exitCode()).isEqualTo(5);
    assertThat(nobodyToAsk.errorText()).contains("--passphrase-env NAME");
  }

  @Test
  void newKeyIsItsOwnersAloneAndOverwritesNothing() throws IOException {
    Path key = work.resolve("key");

    Run run = Run.of("keygen", key).succeeded();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(run.err()).contains("key.pub", "Key id:");
    byte[] before = Files.readAllBytes(key);
    assertThat(Run.of("keygen", key).ended(4).err()).contains("never overwritten");
    assertThat(Run.of("keygen", work.resolve("new"), "--public", key).ended(4).err())
        .contains("never overwritten");
    assertThat(key).hasBinaryContent(before);
    assertThat(work.resolve("new")).doesNotExist();
  }
}
