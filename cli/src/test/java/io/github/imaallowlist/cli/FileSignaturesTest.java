package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code --ima-cert} and {@code --verification-key}; evmctl signs. */
@RequiresTool({"evmctl", "openssl"})
final class FileSignaturesTest {
  @TempDir private static Path keys;
  private static ImaSigner distribution;
  private static ImaSigner other;

  @TempDir private Path work;

  @BeforeAll
  static void makeKeys() {
    distribution = ImaSigner.ec(keys, "distribution", "P-256");
    other = ImaSigner.rsa(keys, "other");
  }

  @Test
  void summaryCountsWhatWasVerifiedAndByWhichKey() {
    Path folder = work.resolve("packages");
    write(folder, "a", distribution.sign("a"), distribution.sign("b"));
    write(folder, "b", other.sign("a"), "");
    write(folder, "c", distribution.sign(Digest.SHA1, "a"), "060304a59825540001ff");
    String key = keyId(distribution);

    Run run = Run.generate("--ima-cert", distribution.certificate(), folder).succeeded();

    assertThat(run.err().lines())
        .contains(
            "IMA       5 files carry an IMA signature",
            "          2 verified, by key " + key,
            "          1 by key %s, which no --ima-cert has".formatted(keyId(other)),
            "          1 verified, but over MD5 or SHA-1, which proves little",
            "          1 not verifiable: of another form, or the digest is missing");
    assertThat(Json.map(run.policy().provenance().get("counts")))
        .containsEntry("ima-signatures", 5L)
        .containsEntry("ima-signatures-verified", 2L)
        .containsEntry("ima-signatures-unknown-key", 1L)
        .containsEntry("ima-signatures-weak", 1L)
        .containsEntry("ima-signatures-not-verifiable", 1L);
    assertThat(run.policy().digests()).hasSize(6);
    Run json =
        Run.generate("--json", "--ima-cert=" + distribution.certificate(), folder).succeeded();
    assertThat(
            Json.map(
                Json.object(json.err().getBytes(StandardCharsets.UTF_8)).get("ima-signatures")))
        .containsEntry("files", 5L)
        .containsEntry("verified", 2L)
        .containsEntry("verified-by", Map.of(key, 2L))
        .containsEntry("weak", 1L)
        .containsEntry("unknown-key", 1L)
        .containsEntry("unknown-keys", Map.of(keyId(other), 1L))
        .containsEntry("not-verifiable", 1L);
  }

  @Test
  void badSignatureLeavesNoOutput() {
    Path folder = work.resolve("packages");
    write(folder, "good", distribution.sign("a"), distribution.sign("b"));
    write(folder, "bad", distribution.sign("a"), distribution.sign("another"));
    Path output = work.resolve("list");

    Run run =
        Run.generate("-o", output, "--ima-cert", distribution.derCertificate(), folder).ended(1);

    assertThat(run.err())
        .contains("bad-file-signature (1)", "bad.rpm", "/usr/bin/bad-2", keyId(distribution))
        .contains("rpmsign --delfilesign");
    assertThat(output).doesNotExist();
    assertThat(
            Run.generate("--read=headers", "--ima-cert", distribution.certificate(), folder)
                .ended(1)
                .out())
        .isEmpty();

    Run incomplete =
        Run.generate("--allow-incomplete", "--ima-cert", distribution.certificate(), folder)
            .ended(1);
    assertThat(incomplete.policy().digests().keySet())
        .containsExactlyInAnyOrder("/usr/bin/good-1", "/usr/bin/good-2");
    assertThat(incomplete.policy().leftOut()).containsExactly("bad-file-signature bad.rpm");
  }

  @Test
  void anyOfSeveralCertificatesVerifies() throws IOException {
    Path folder = work.resolve("packages");
    write(folder, "a", distribution.sign("a"), other.sign("b"));
    Path bundle = work.resolve("bundle");
    Files.writeString(
        bundle,
        Files.readString(other.certificate()) + Files.readString(distribution.certificate()));

    Run separate =
        Run.generate(
            "--ima-cert", distribution.certificate(), "--ima-cert", other.certificate(), folder);

    assertThat(separate.succeeded().err()).contains("1 verified, by key " + keyId(other));
    assertThat(separate.err()).contains("1 verified, by key " + keyId(distribution));
    assertThat(Run.generate("--ima-cert", bundle, folder).succeeded().out())
        .isEqualTo(separate.out());
  }

  @Test
  void withoutCertificatesSignaturesAreCountedAlone() {
    Path folder = work.resolve("packages");
    write(folder, "a", distribution.sign("not this content"), "");

    assertThat(Run.generate(folder).succeeded().err())
        .contains(
            "1 file carries an IMA signature, not verified (--ima-cert verifies)",
            "1 by key " + keyId(distribution));
  }

  @Test
  void listOfPackagesWithoutSignaturesSaysNothingOfThem() {
    Path rpm = Repositories.write(work, "a.rpm", Repositories.simple("a"));

    Run without = Run.generate(rpm).succeeded();
    Run with = Run.generate("--ima-cert", distribution.certificate(), rpm).succeeded();

    assertThat(without.text()).doesNotContain("ima-signatures");
    assertThat(without.err()).doesNotContain("IMA ");
    assertThat(with.out()).isEqualTo(without.out());
    assertThat(with.err()).contains("no file carries a signature for --ima-cert to verify");
  }

  @Test
  @EnabledIf("corpusIsThere")
  void signaturesOfFedorasPackageAreCounted() {
    Path rpm = Repositories.CORPUS.resolve("rpm/imatest-1.0-1.fc34.noarch.rpm");

    assertThat(Run.generate(rpm).succeeded().err()).contains("2 by key a5982554");
  }

  static boolean corpusIsThere() {
    return Repositories.corpusIsThere();
  }

  @Test
  void verificationKeysStandInThePolicyAsKeylimeReadsThem() throws IOException {
    Path rpm = Repositories.write(work, "a.rpm", Repositories.simple("a"));
    ImaSigner named =
        ImaSigner.make(
            work, "named", "-newkey", "rsa:2048", "-addext", "subjectKeyIdentifier=00000001");

    Run run =
        Run.generate(
                "--verification-key=" + distribution.publicKey(),
                "--verification-key=" + named.derCertificate(),
                "--verification-key=" + distribution.certificate(),
                rpm)
            .succeeded();
    Run reordered =
        Run.generate(
                "--verification-key=" + named.certificate(),
                "--verification-key=" + distribution.certificate(),
                rpm)
            .succeeded();

    assertThat(reordered.out()).isEqualTo(run.out());
    Map<String, Object> ring = verificationKeys(run.policy());
    assertThat(ring).containsOnlyKeys("keyids", "pubkeys");
    assertThat(ring.get("keyids")).isEqualTo(List.of(1L, Long.parseLong(keyId(distribution), 16)));
    assertThat(ring.get("pubkeys")).isEqualTo(List.of(openssl(named), openssl(distribution)));
  }

  @Test
  void verificationKeysJoinThoseOfTheBase() {
    Path rpm = Repositories.write(work, "a.rpm", Repositories.simple("a"));
    Path base = work.resolve("base");
    Run.generate("--verification-key", distribution.publicKey(), "-o", base, rpm).succeeded();

    Policy kept = Run.generate("--base", base, rpm).succeeded().policy();
    Policy same =
        Run.generate("--base", base, "--verification-key", distribution.certificate(), rpm)
            .succeeded()
            .policy();
    Policy both =
        Run.generate("--base", base, "--verification-key", other.certificate(), rpm)
            .succeeded()
            .policy();

    assertThat(verificationKeys(kept)).isEqualTo(verificationKeys(Policy.of(base)));
    assertThat(verificationKeys(same)).isEqualTo(verificationKeys(kept));
    assertThat(Json.list(verificationKeys(both).get("pubkeys")))
        .containsExactlyInAnyOrder(openssl(distribution), openssl(other));
  }

  @Test
  void keysThatCannotBeUsedAreSaidBeforeAnyPackageIsRead() throws IOException {
    Path rpm = Repositories.write(work, "a.rpm", Repositories.simple("a"));
    Path missing = work.resolve("missing");
    ImaSigner sameId =
        ImaSigner.make(
            work,
            "same",
            "-newkey",
            "rsa:2048",
            "-addext",
            "subjectKeyIdentifier=" + keyId(distribution));

    assertThat(Run.generate("--ima-cert", missing, rpm).ended(4).err()).contains("does not exist");
    assertThat(Run.generate("--ima-cert", rpm, rpm).ended(3).err()).contains("expected an X.509");
    assertThat(Run.generate("--ima-cert", other.publicKey(), rpm).ended(3).err())
        .contains("is no X.509 certificate");
    assertThat(Run.generate("--verification-key", other.key(), rpm).ended(3).err())
        .contains("private key");
    assertThat(
            Run.generate("--format=flat", "--verification-key", other.certificate(), rpm)
                .ended(2)
                .err())
        .contains("no place in the flat format");
    assertThat(
            Run.generate(
                    "--verification-key=" + sameId.certificate(),
                    "--verification-key=" + distribution.certificate(),
                    rpm)
                .ended(2)
                .err())
        .contains("two different keys have the id " + keyId(distribution));
    Path copy = Files.copy(other.certificate(), work.resolve("copy"));
    Run.generate("--ima-cert", copy, "-o", copy, rpm).ended(4);
    assertThat(copy).hasSameBinaryContentAs(other.certificate());
  }

  /** {@code /usr/bin/NAME-1} with the content {@code a}, and {@code -2} with {@code b}. */
  private static void write(Path folder, String name, String... signatures) {
    Repositories.write(
        folder,
        name + ".rpm",
        RpmBytes.named(name)
            .file("/usr/bin/" + name + "-1", "a")
            .file("/usr/bin/" + name + "-2", "b")
            .signatureTag(HeaderEntry.strings(RpmTag.SIG_FILE_SIGNATURES, List.of(signatures))));
  }

  private static Map<String, Object> verificationKeys(Policy policy) {
    String text = Json.text(policy.json().get("verification-keys"));
    return Json.object(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What evmctl signs with, as it stands in a signature. */
  private static String keyId(ImaSigner signer) {
    return signer.sign("").substring(6, 14);
  }

  private static Object openssl(ImaSigner signer) {
    return Base64.getEncoder()
        .encodeToString(
            Tools.run("openssl", "pkey", "-pubin", "-in", signer.publicKey(), "-outform", "DER")
                .succeeded()
                .output());
  }
}
