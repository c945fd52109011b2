package io.github.imaallowlist.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.Run;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.RequiresKernel;
import io.github.imaallowlist.ima.log.MeasurementEntry;
import io.github.imaallowlist.ima.log.MeasurementLog;
import io.github.imaallowlist.ima.log.PcrReplay;
import io.github.imaallowlist.ima.log.TemplateHash;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole program on this machine's kernel, with SELinux and a TPM in software: what hosts
 * measured that run published packages is accepted, and what somebody changed is not.
 */
@RequiresKernel
@RequiresTool({
  "createrepo_c",
  "evmctl",
  "gpg",
  "matchpathcon",
  "openssl",
  "perl",
  "rpm",
  "rpmbuild",
  "rpmkeys",
  "rpmsign",
  "seinfo",
  "sesearch",
  "swtpm",
  "tpm2_checkquote",
  "tpm2_quote",
  "unshare"
})
final class ProofOnKernelTest {
  private static final int SHA1_LENGTH = HashAlgorithm.SHA1.digestLength();

  /** Where the length of a template's name is in the first entry of a binary list. */
  private static final int TEMPLATE_NAME_LENGTH = 24;

  @TempDir private static Path work;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static Proof proof;

  @BeforeAll
  static void publishAndBoot() throws Exception {
    proof = Proof.run(work, KernelImage.newest().orElseThrow());
  }

  @AfterAll
  static void stop() {
    if (proof != null) {
      proof.close();
    }
  }

  static List<String> profiles() {
    return Proof.PROFILES;
  }

  static List<String> hosts() {
    return Proof.hosts();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void hostsMeasuredWhatTheirProfileSays(String profile) throws IOException {
    List<String> names = proof.evidence(profile).names();

    assertThat(names)
        .startsWith("boot_aggregate")
        .contains(
            "/usr/bin/tool",
            "/usr/bin/job",
            "/usr/bin/busybox",
            "/usr/lib64/ld-linux-x86-64.so.2",
            "selinux-state",
            "selinux-policy-hash")
        .anyMatch(name -> name.endsWith("/libcrypt.so.1"))
        .anyMatch(name -> name.endsWith("/crc7.ko"))
        .doesNotContain("/var/log/app.log");
    List<String> readByRoot = List.of("/etc/app.conf", "/usr/share/app/words");
    if (profile.equals("code")) {
      assertThat(names).doesNotContainAnyElementsOf(readByRoot);
    } else {
      assertThat(names).containsAll(readByRoot);
    }
    assertThat(names.contains("/usr/share/app/names"))
        .as("what others read and root alone writes")
        .isEqualTo(profile.equals("integrity"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"code", "tcb", "integrity", Proof.IN_FLIGHT})
  void hostsSayThatSelinuxLogsWhatItWouldDeny(String host) throws IOException {
    assertThat(new String(proof.evidence(host).buffer("selinux-state"), StandardCharsets.UTF_8))
        .startsWith("initialized=1;enforcing=0;");
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void policyDerivedAloneIsTheOneThatIsPublished(String profile) throws IOException {
    assertThat(proof.derivedPolicy(profile))
        .hasSameTextualContentAs(proof.published(profile).imaPolicy());
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void logsLeadToWhatTheTpmHasAsEvmctlSays(String host) throws IOException {
    Evidence evidence = proof.evidence(host);
    for (Path log : List.of(evidence.binaryLog(), evidence.asciiLog())) {
      List<MeasurementEntry> entries = read(log);
      for (HashAlgorithm bank : Evidence.BANKS) {
        PcrReplay replay = new PcrReplay(bank);
        entries.forEach(replay::extend);
        assertThat(replay.values()).containsOnlyKeys(10);
        assertThat(replay.values().get(10))
            .as("%s of %s", bank, log)
            .isEqualTo(evidence.imaPcr(bank));
      }
    }
    Path log = evidence.binaryLog();
    boolean violated = read(log).stream().anyMatch(MeasurementEntry::isViolation);
    for (HashAlgorithm bank : Evidence.BANKS) {
      byte[] value = evidence.imaPcr(bank);
      assertThat(Evmctl.matches(log, bank, value)).isEqualTo(!violated);
      assertThat(Evmctl.matches(log, bank, value, Evmctl.IGNORE_VIOLATIONS)).isTrue();
      value[0] ^= 1;
      assertThat(Evmctl.matches(log, bank, value, Evmctl.IGNORE_VIOLATIONS))
          .as("it can tell")
          .isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void templateHashesAreThoseOfTheKernelAndOfEvmctl(String host) throws IOException {
    Evidence evidence = proof.evidence(host);
    TemplateHash sha1 = new TemplateHash(HashAlgorithm.SHA1);
    List<String> ours = new ArrayList<>();
    for (MeasurementEntry entry : read(evidence.binaryLog())) {
      byte[] hash = entry.isViolation() ? new byte[SHA1_LENGTH] : sha1.of(entry);
      ours.add(entry.pcr() + " " + HexFormat.of().formatHex(hash));
    }
    int length = ours.get(0).length();

    assertThat(Files.readAllLines(evidence.asciiLog(), StandardCharsets.ISO_8859_1))
        .extracting(line -> line.substring(0, length))
        .containsExactlyElementsOf(ours);
    assertThat(Evmctl.entries(evidence.binaryLog()))
        .extracting(line -> line.substring(0, length))
        .containsExactlyElementsOf(ours);
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void checkquoteAndWeAgreeOnTheQuote(String host) throws Exception {
    Evidence evidence = proof.evidence(host);
    assertThat(QuoteJudges.tpm2Tools(evidence, evidence.quote(), Evidence.NONCE)).isTrue();
    assertThat(QuoteJudges.program(evidence, evidence.quote(), Evidence.NONCE)).isTrue();

    assertThat(QuoteJudges.tpm2Tools(evidence, evidence.quote(), "5555")).isFalse();
    assertThat(QuoteJudges.program(evidence, evidence.quote(), "5555")).isFalse();
    byte[] changed = Files.readAllBytes(evidence.quote());
    changed[changed.length - 1] ^= 1;
    Path other = Files.write(work.resolve(host + ".quote"), changed);
    assertThat(QuoteJudges.tpm2Tools(evidence, other, Evidence.NONCE)).isFalse();
    assertThat(QuoteJudges.program(evidence, other, Evidence.NONCE)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("hosts")
  void bootAggregateIsOverTheFirstTenRegisters(String host) throws IOException {
    Evidence evidence = proof.evidence(host);
    MessageDigest sha256 = HashAlgorithm.SHA256.newMessageDigest();
    evidence.pcrs(HashAlgorithm.SHA256).headMap(Evidence.IMA_PCR).values().forEach(sha256::update);

    MeasurementEntry first = read(evidence.binaryLog()).get(0);
    assertThat(first.nameText()).isEqualTo("boot_aggregate");
    assertThat(first.digest().orElseThrow().toString())
        .endsWith(HexFormat.of().formatHex(sha256.digest()));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void hostThatNobodyChangedIsAccepted(String profile) throws IOException {
    Evidence host = proof.evidence(profile);
    for (Path log : List.of(host.binaryLog(), host.asciiLog())) {
      Checked checked = check(host, log, proof.list(profile), policies(profile));

      assertThat(checked.deviations()).isEmpty();
      assertThat(checked.exit()).isZero();
      assertThat(checked.verdicts()).isEqualTo(Map.of("accepted", (long) host.names().size()));
      assertThat(checked.proof()).isNotEmpty();
    }
  }

  @Test
  void fileThatNoPackageHasIsAcceptedByTheKeyThatSignedIt() throws IOException {
    Evidence host = proof.evidence("code");
    ImaSigner signer = proof.publisher().fileKey();
    assertThat(host.names()).contains(ProofHosts.OWN);

    Checked checked = check(host, host.binaryLog(), proof.list("code"), policies("code"));

    String keyId = HexFormat.of().formatHex(signer.attribute(new byte[0]), 3, 7);
    assertThat(checked.signers()).isEqualTo(Map.of(keyId, 1L));
    assertThat(Evmctl.signed(host.binaryLog(), signer.derCertificate()))
        .containsExactly(ProofHosts.OWN);
    Path another = proof.evidence(Proof.CHANGED + "code").binaryLog();
    assertThat(Evmctl.signed(another, signer.derCertificate())).as("by another key").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void eachOfTenChangesIsCaughtAndNamed(String profile) throws IOException {
    Evidence host = proof.evidence(Proof.CHANGED + profile);

    Checked checked =
        check(host, host.binaryLog(), proof.list(Proof.CHANGED + profile), policies(profile));

    assertThat(checked.exit()).isEqualTo(1);
    List<String> expected =
        new ArrayList<>(
            List.of(
                "wrong digest /usr/bin/checker [checker-1-1.x86_64]",
                "wrong digest /usr/bin/job [job-1-1.x86_64]",
                "wrong digest " + name(host, "/libcrypt.so.1") + " [perl-1-1.x86_64]",
                "unknown path /home/foreign.so []",
                "unknown path /tmp/runner [] renamed",
                "unknown path /var/log/runner [] renamed",
                "unknown path memfd:in-memory [] renamed no-file",
                "unknown path " + name(host, "/foreign.ko") + " []",
                "wrong digest /usr/bin/tool [tool-2-1.x86_64] revoked",
                "wrong digest " + ProofHosts.IMA_POLICY + " []"));
    expected.add("unknown path " + ProofHosts.OWN + " [] signature");
    if (!profile.equals("code")) {
      expected.add("wrong digest /etc/app.conf [app-1-1.x86_64]");
      expected.add("violation /usr/share/app/names [app-1-1.x86_64]");
      expected.add("violation /usr/share/app/words [app-1-1.x86_64]");
    } else {
      // The kernel's own rules measure it, before these replace them; it is no code.
      String policy = InstalledSelinuxPolicy.file().orElseThrow().toString();
      expected.add("unknown path " + policy + " [] generated");
    }
    assertThat(summary(checked)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(checked.deviations().get("/tmp/runner").clues())
        .anyMatch(clue -> clue.contains("/usr/bin/runner") && clue.contains("runner-1-1.x86_64"));
    assertThat(checked.deviations().get("/usr/bin/tool").clues())
        .anyMatch(clue -> clue.contains("tool-1-1.x86_64"));
    assertThat(checked.signers()).isEmpty();
    assertThat(checked.verdicts())
        .containsEntry("accepted", (long) host.names().size() - checked.deviations().size());
    assertThat(checked.deviations().values())
        .extracting(Checked.Deviation::remedy)
        .doesNotContain("");
  }

  @Test
  void updateInFlightIsAcceptedWhereRemovedPackagesAreKeptAndNamedWhereNot() throws IOException {
    Evidence host = proof.evidence(Proof.IN_FLIGHT);

    Checked kept = check(host, host.binaryLog(), proof.list(Proof.IN_FLIGHT), policies("code"));
    Checked gone =
        check(
            host,
            host.binaryLog(),
            proof.list(Proof.UPDATED),
            policies("code"),
            "--older-allowlist",
            proof.list("code"));

    assertThat(kept.deviations()).isEmpty();
    assertThat(kept.exit()).isZero();
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(summary(gone))
        .containsExactlyInAnyOrder(
            "wrong digest /usr/bin/app [app-2-1.x86_64] old-version",
            "wrong digest /usr/bin/busybox [busybox-2-1.x86_64] old-version",
            "wrong digest /usr/bin/runner [runner-2-1.x86_64] old-version");
    assertThat(gone.deviations().get("/usr/bin/runner").clues())
        .anyMatch(clue -> clue.contains("runner-1-1.x86_64"));
  }

  @Test
  void evidenceOfAnotherTimeOrHostProvesNothing() throws IOException {
    Evidence host = proof.evidence("code");
    Path key = proof.publisher().publicListKey();
    Path list = proof.list("code");
    byte[] log = Files.readAllBytes(host.binaryLog());
    Path shorter = Files.write(work.resolve("shorter"), Arrays.copyOf(log, log.length - 1));
    byte[] bytes = log.clone();
    bytes[TEMPLATE_NAME_LENGTH + 3] = (byte) 0x80;
    Path overflowing = Files.write(work.resolve("overflowing"), bytes);
    bytes = log.clone();
    bytes[new String(log, StandardCharsets.ISO_8859_1).indexOf("/usr/bin/tool") + 9] = 'p';
    Path renamed = Files.write(work.resolve("renamed"), bytes);
    int tool = host.names().indexOf("/usr/bin/tool") + 1;
    List<String> lines = Files.readAllLines(host.asciiLog(), StandardCharsets.ISO_8859_1);
    lines.remove(lines.size() / 2);
    Path without = Files.write(work.resolve("without"), lines, StandardCharsets.ISO_8859_1);

    refuses(5, "another time", Checked.run(host, host.binaryLog(), list, key, "--nonce", "00"));
    refuses(
        5,
        "not what the TPM recorded",
        Checked.run(host, proof.evidence("tcb").binaryLog(), list, key));
    refuses(5, "not what the TPM recorded", Checked.run(host, without, list, key));
    refuses(
        3, "entry " + tool + " (/usr/bin/pool) was changed", Checked.run(host, renamed, list, key));
    refuses(3, "shorter", Checked.run(host, shorter, list, key));
    refuses(3, "overflowing", Checked.run(host, overflowing, list, key));
  }

  /** Ends without a verdict on any entry. */
  private static void refuses(int exit, String message, Run run) {
    assertThat(run.ended(exit).err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static Checked check(
      Evidence host, Path log, Path list, List<Object> policies, Object... more)
      throws IOException {
    List<Object> all = new ArrayList<>(policies);
    all.addAll(Arrays.asList(more));
    return Checked.of(host, log, list, proof.publisher().publicListKey(), all.toArray());
  }

  /** What a host with the profile measures. */
  private static List<Object> policies(String profile) {
    return List.of(
        "--ima-policy",
        proof.published(profile).imaPolicy(),
        "--selinux",
        InstalledSelinuxPolicy.file().orElseThrow().resolve("../..").normalize());
  }

  /** Verdict, path, packages, and the kinds of those clues that explain something. */
  private static List<String> summary(Checked checked) {
    return checked.deviations().entrySet().stream()
        .map(
            one ->
                String.join(
                    " ",
                    one.getValue().verdict(),
                    one.getKey(),
                    one.getValue().packages().toString(),
                    one.getValue().clues().stream()
                        .map(clue -> clue.substring(0, clue.indexOf(':')))
                        .filter(kind -> !kind.equals("none"))
                        .collect(Collectors.joining(" "))))
        .map(String::strip)
        .toList();
  }

  private static String name(Evidence host, String end) throws IOException {
    return host.names().stream().filter(name -> name.endsWith(end)).findFirst().orElseThrow();
  }

  private static List<MeasurementEntry> read(Path file) throws IOException {
    List<MeasurementEntry> entries = new ArrayList<>();
    try (MeasurementLog log = MeasurementLog.open(file.toString(), Files.newInputStream(file))) {
      for (Optional<MeasurementEntry> entry = log.next(); entry.isPresent(); entry = log.next()) {
        entries.add(entry.orElseThrow());
      }
    }
    return entries;
  }
}
