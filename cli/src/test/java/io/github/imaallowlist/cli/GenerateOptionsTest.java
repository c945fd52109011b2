package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each option of {@code generate} does to the list. */
final class GenerateOptionsTest {
  @TempDir private Path work;

  @Test
  @RequiresTool({"rpmbuild", "createrepo_c", "rpm2cpio", "cpio", "sha256sum"})
  void flatListIsVerifiedBySha256sumOnTheUnpackedTree() {
    // In the tree too, spaces become what the kernel logs them as.
    Path rpm = BuiltRepository.packages().get(0);
    Path tree = RpmOracle.unpack(rpm, work);
    String flat = Run.generate("--format", "flat", rpm).succeeded().text();
    String relative = flat.replaceAll("(?m)^(\\\\?[0-9a-f]{64}  )/", "$1");
    String rename = "find . -depth -name '* *' -exec bash -c 'mv \"$1\" \"${1// /_}\"' _ {} \\;";
    Tools.command("bash", "-c", rename).in(tree).run().succeeded();

    Tools.Outcome check =
        Tools.command("sha256sum", "-c", "--strict")
            .in(tree)
            .input(relative.getBytes(StandardCharsets.UTF_8))
            .run();

    assertThat(check.exitCode()).as(check.errorText()).isZero();
    assertThat(flat).contains("back\\\\slash");
  }

  @Test
  void severalAlgorithmsGiveADigestEach() {
    Path rpm = Repositories.write(work, "a.rpm", Repositories.simple("a"));
    byte[] content = "echo a\n".getBytes(StandardCharsets.UTF_8);

    Policy policy = Run.generate("--hash", "sha512,sha1", "--hash=sha3-256", rpm).policy();

    assertThat(policy.digests().get("/usr/bin/a"))
        .containsExactlyInAnyOrder(
            Digest.SHA1.hex(content), Digest.SHA512.hex(content), Digest.SHA3_256.hex(content));
  }

  @Test
  @RequiresTool({"rpmbuild", "createrepo_c"})
  void headersGiveWhatPayloadsGiveAndTheListSaysSo() {
    Policy payload = Run.generate(BuiltRepository.folder()).succeeded().policy();
    Policy headers = Run.generate("--read=headers", BuiltRepository.folder()).succeeded().policy();

    assertThat(headers.digests()).isEqualTo(payload.digests());
    assertThat(payload.provenance()).containsEntry("read", "payload");
    assertThat(headers.provenance()).containsEntry("read", "headers");
  }

  @Test
  void weakAndOtherDigestsInHeadersAreFindings() {
    Path folder = work.resolve("folder");
    Repositories.write(folder, "md5.rpm", Repositories.simple("md5").digests(Digest.MD5));
    Repositories.write(folder, "sha512.rpm", Repositories.simple("sha512").digests(Digest.SHA512));

    assertThat(Run.generate("--read=headers", folder).ended(1).err())
        .contains("weak-digest (1)", "other-algorithm (1)", "--read payload");
    assertThat(Run.generate(folder).succeeded().err()).contains("1 package with MD5 or SHA-1");
  }

  @Test
  void packagesAreSelectedByArchitectureNameAndVersion() {
    Path folder = work.resolve("folder");
    Repositories.write(folder, "1.rpm", Repositories.simple("one").arch("x86_64"));
    Repositories.write(folder, "2.rpm", Repositories.simple("two").arch("aarch64"));
    Repositories.write(folder, "3.rpm", Repositories.simple("three").version("1.9"));
    Repositories.write(
        folder, "4.rpm", RpmBytes.named("three").version("1.10").file("/usr/bin/newer", "x"));
    Repositories.write(folder, "5.rpm", RpmBytes.named("src").source().file("src.spec", "x"));

    assertPaths(Run.generate("--arch=x86_64", folder), "one", "three", "newer");
    assertPaths(Run.generate("--include=t*", folder), "two", "three", "newer");
    assertPaths(Run.generate("--include=t*", "--exclude=th*", folder), "two");
    assertPaths(Run.generate("--newest", folder), "one", "two", "newer");
    assertThat(Run.generate("--source-packages", folder).policy().digests())
        .containsKey("/src.spec");
    assertThat(Run.generate("--newest", folder).err()).contains("older than another", "source");
  }

  private static void assertPaths(Run run, String... names) {
    assertThat(run.succeeded().policy().digests().keySet())
        .containsExactlyInAnyOrder(
            List.of(names).stream().map(name -> "/usr/bin/" + name).toArray(String[]::new));
  }

  @Test
  void severalSourcesAndVersionsGiveSeveralDigestsOfAPath() {
    Path first = Repositories.write(work, "1.rpm", RpmBytes.named("a").file("/usr/bin/a", "1"));
    Path second = Repositories.write(work, "2.rpm", RpmBytes.named("a").file("/usr/bin/a", "2"));

    Policy policy = Run.generate(first, second).succeeded().policy();

    assertThat(policy.digests().get("/usr/bin/a")).hasSize(2);
    assertThat(Json.list(policy.provenance().get("sources"))).hasSize(2);
  }

  @Test
  void basePolicyIsMergedIn() {
    Path old = Repositories.write(work, "1.rpm", RpmBytes.named("a").file("/usr/bin/a", "1"));
    Path now = Repositories.write(work, "2.rpm", RpmBytes.named("a").file("/usr/bin/a", "2"));
    Path base = work.resolve("base");
    Run.generate(old, "--exclude-path", "/tmp/", "-o", base).succeeded();

    Policy merged =
        Run.generate(now, "--base", base, "--exclude-path", "/var/log/.*").succeeded().policy();

    assertThat(merged.digests().get("/usr/bin/a")).hasSize(2);
    assertThat(merged.excludes()).containsExactlyInAnyOrder("/tmp/", "/var/log/.*");
  }

  @Test
  void listNamesItsBaseByDigest() throws IOException {
    Path base = work.resolve("base");
    Run.generate(Repositories.SAMPLE, "-o", base).succeeded();

    Policy merged = Run.generate(Repositories.SAMPLE, "--base", base).succeeded().policy();

    assertThat(merged.provenance())
        .containsEntry("base-sha256", Digest.SHA256.hex(Files.readAllBytes(base)));
  }

  @Test
  void baseWithAnExcludeThatBreaksTheOthersIsRefused() throws IOException {
    Path base = baseWithExclude("(/tmp");

    assertThat(Run.generate(Repositories.SAMPLE, "--base", base).ended(2).err())
        .contains("in its excludes", "switches all excludes off");
  }

  @Test
  void baseWhoseExcludesWouldBeLostIsRefused() throws IOException {
    Path base = baseWithExclude("/tmp/");

    assertThat(Run.generate(Repositories.SAMPLE, "--base", base, "--format", "flat").ended(2).err())
        .contains("no place in the flat format");
  }

  private Path baseWithExclude(String pattern) throws IOException {
    String policy = Run.generate(Repositories.SAMPLE).succeeded().text();
    Path base = work.resolve("base");
    Files.writeString(
        base, policy.replace("\"excludes\": []", "\"excludes\": [\"" + pattern + "\"]"));
    return base;
  }

  @Test
  void signedBaseIsRefusedWithTheWayToTakeThePolicyOut() {
    Path key = work.resolve("key");
    Path signed = work.resolve("signed");
    Path policy = work.resolve("policy");
    Run.of("keygen", key).succeeded();
    Run.generate(Repositories.SAMPLE, "-k", key, "-o", signed).succeeded();

    assertThat(Run.generate(Repositories.SAMPLE, "--base", signed).ended(3).err())
        .contains("is a signed envelope", "ima-allowlist verify FILE --key PUB -o POLICY");
    Run.of("verify", signed, "-k", key + ".pub", "-o", policy).succeeded();
    Run.generate(Repositories.SAMPLE, "--base", policy).succeeded();
  }

  @Test
  void pathsAreListedAsTheKernelLogsThem() {
    Path folder = work.resolve("folder");
    Repositories.write(
        folder,
        "filesystem.rpm",
        RpmBytes.named("filesystem")
            .directory("/usr/bin")
            .symlink("/bin", "usr/bin")
            .symlink("/lib", "/usr/lib"));
    Repositories.write(
        folder, "x.rpm", RpmBytes.named("x").file("/bin/x", "x").file("/lib/a b", "y"));

    assertThat(Run.generate(folder).succeeded().policy().digests())
        .containsOnlyKeys("/bin/x", "/usr/bin/x", "/lib/a_b", "/usr/lib/a_b");
  }

  @Test
  void timeIsTheMetadatasOrThatOfSourceDateEpoch() {
    Object[] args = {"generate", "-q", "--allow-unsigned", Repositories.SAMPLE};
    Tools.Outcome set =
        Program.run(args).with(Map.of("SOURCE_DATE_EPOCH", "1000000000")).run().succeeded();
    Tools.Outcome wrong = Program.run(args).with(Map.of("SOURCE_DATE_EPOCH", "today")).run();

    assertThat(Json.map(Run.of(args).policy().json().get("meta")))
        .containsEntry("timestamp", "2026-01-01T00:00:00Z");
    assertThat(Json.map(Policy.parse(set.output()).json().get("meta")))
        .containsEntry("timestamp", "2001-09-09T01:46:40Z");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.errorText()).contains("SOURCE_DATE_EPOCH is not a number of seconds");
  }

  @Test
  void validityStartsNowOrAtSourceDateEpochAndLastsAsLongAsAskedFor() {
    Object[] args = {
      "generate", "-q", "--allow-unsigned", "--valid-for", "2d", Repositories.SAMPLE
    };
    Tools.Outcome set =
        Program.run(args).with(Map.of("SOURCE_DATE_EPOCH", "1000000000")).run().succeeded();
    Map<String, Object> now = Json.map(Run.of(args).policy().json().get("provenance"));

    assertThat(Json.map(Policy.parse(set.output()).json().get("provenance")))
        .containsEntry("issued", "2001-09-09T01:46:40Z")
        .containsEntry("expires", "2001-09-11T01:46:40Z");
    assertThat(Instant.parse((String) now.get("issued"))).isBeforeOrEqualTo(Instant.now());
    assertThat(Instant.parse((String) now.get("expires"))).isAfter(Instant.now());
    Run.of("generate", "--valid-for", "0", Repositories.SAMPLE).ended(2);
    Run.of("generate", "--format", "flat", "--valid-for", "1", Repositories.SAMPLE).ended(2);
  }
}
