package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Compressor;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.hostile.HostileRpm;
import io.github.imaallowlist.fixtures.hostile.HostileRpms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with packages is reported in one run, and nothing of a bad one is in a list. */
final class BadPackagesTest {
  @TempDir private Path work;

  @Test
  @RequiresTool("xz")
  void packageThatNeedsMoreMemoryThanThereIsDoesNotStopTheOthers() {
    Path folder = work.resolve("folder");
    Repositories.write(folder, "good.rpm", Repositories.simple("good"));
    Repositories.write(
        folder,
        "large.rpm",
        Repositories.simple("large")
            .compressor(Compressor.NONE)
            .tag(HeaderEntry.string(RpmTag.PAYLOAD_COMPRESSOR, "xz"))
            .alterPayload(
                bytes -> Tools.command("xz", "-9").input(bytes).run().succeeded().output()));

    Tools.Outcome run =
        Tools.command(
                Program.withOptions(
                        List.of("-Xmx48m"), "generate", "--allow-unsigned", "--jobs=1", folder)
                    .toArray())
            .run();

    assertThat(run.exitCode()).as(run.errorText()).isEqualTo(1);
    assertThat(run.errorText()).contains("out-of-memory (1): give fewer --jobs", "large.rpm");
    Run.generate(folder).succeeded();
  }

  @Test
  void listOfBadPackagesAloneIsNotWritten() {
    Path folder = work.resolve("bad");
    Repositories.write(folder, "cut.rpm", new byte[10]);
    Path output = work.resolve("list");

    Run.generate(folder, "--allow-incomplete", "-o", output).ended(1);

    assertThat(output).doesNotExist();
  }

  @Test
  void everyHostilePackageIsReportedInOneRun() {
    Path folder = hostileAndGood();
    Path output = work.resolve("list");

    Run run = Run.generate(folder, "-o", output).ended(1);

    assertThat(run.err()).contains(names());
    assertThat(run.err()).doesNotContain("good-", "Exception");
    assertThat(output).doesNotExist();
  }

  @Test
  void incompleteListHasTheGoodPackagesOnlyAndNamesTheOthers() {
    Path output = work.resolve("list");

    Run.generate(hostileAndGood(), "--allow-incomplete", "-o", output).ended(1);

    Policy policy = Policy.of(output);
    assertThat(policy.digests()).containsOnlyKeys("/usr/bin/good-first", "/usr/bin/good-last");
    assertThat(policy.provenance()).containsEntry("complete", false);
    assertThat(String.join("\n", policy.leftOut())).contains(names());
  }

  @Test
  void headersAloneLetNoBrokenPackageStopTheOthers() {
    Path output = work.resolve("list");

    Run.generate(hostileAndGood(), "--read=headers", "--allow-incomplete", "-o", output).ended(1);

    assertThat(Policy.of(output).digests())
        .containsKeys("/usr/bin/good-first", "/usr/bin/good-last");
  }

  @Test
  @RequiresTool("createrepo_c")
  void whatDoesNotAgreeWithTheMetadataIsReportedTogether() throws IOException {
    Path folder = work.resolve("repository");
    for (String name : List.of("sound", "missing", "tampered", "truncated", "replaced")) {
      Repositories.write(folder, name + ".rpm", Repositories.simple(name));
    }
    Repositories.createrepo(folder);
    Files.delete(folder.resolve("missing.rpm"));
    byte[] rpm = Files.readAllBytes(folder.resolve("tampered.rpm"));
    rpm[rpm.length - 1] ^= 1;
    Files.write(folder.resolve("tampered.rpm"), rpm);
    byte[] whole = Files.readAllBytes(folder.resolve("truncated.rpm"));
    Files.write(folder.resolve("truncated.rpm"), Arrays.copyOf(whole, whole.length - 10));
    Repositories.write(folder, "replaced.rpm", Repositories.simple("other"));
    Repositories.write(folder, "stray.rpm", Repositories.simple("stray"));

    Policy policy = Run.generate("--allow-incomplete", folder).ended(1).policy();

    assertThat(policy.digests()).containsOnlyKeys("/usr/bin/sound");
    assertThat(policy.leftOut())
        .contains(
            "missing-package missing.rpm",
            "stray-package stray.rpm",
            "checksum-mismatch tampered.rpm",
            "checksum-mismatch truncated.rpm",
            "checksum-mismatch replaced.rpm",
            "metadata-mismatch replaced.rpm");
    assertThat(Run.generate(folder).ended(1).err())
        .contains("fetch the package, or run createrepo_c again without it")
        .contains("nothing, because of the findings");
  }

  @Test
  void payloadThatIsNotWhatTheHeaderSaysIsNamedWithPackageAndPath() {
    Path rpm =
        Repositories.write(
            work,
            "lying.rpm",
            Repositories.simple("lying")
                .alterCpio(
                    cpio ->
                        new String(cpio, StandardCharsets.ISO_8859_1)
                            .replace("echo lying", "evil lying")
                            .getBytes(StandardCharsets.ISO_8859_1)));

    Run run = Run.generate(rpm, "--json").ended(1);

    Object finding =
        Json.list(Json.object(run.err().getBytes(StandardCharsets.UTF_8)).get("findings")).get(0);
    assertThat(Json.map(finding))
        .containsAllEntriesOf(
            Map.of(
                "kind", "digest-mismatch",
                "file", "lying.rpm",
                "package", "lying-1.0-1.noarch",
                "path", "/usr/bin/lying"))
        .containsKeys("detail", "remedy");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void nameWithControlCharactersIsPrintedEscaped() {
    Path folder = work.resolve("\u001b[2Jfolder");
    Repositories.write(
        folder,
        "a\u001b[31m\u202e.rpm",
        RpmBytes.named("x")
            .file("/usr/bin/\u001b]0;title\u0007", "content")
            .file("/usr/bin/other", "content")
            .alterEntries(entries -> entries.subList(1, entries.size())));

    Run run = Run.generate(folder).ended(1);

    assertThat(run.err())
        .contains("[31m\\u202e.rpm", "/usr/bin/\\x1b]0;title\\x07")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }

  private Path hostileAndGood() {
    Path folder = work.resolve("folder");
    Repositories.write(folder, "aaa.rpm", Repositories.simple("good-first"));
    for (HostileRpm hostile : HostileRpms.all()) {
      Repositories.write(folder, hostile.name() + ".rpm", hostile.bytes());
    }
    Repositories.write(folder, "zzz.rpm", Repositories.simple("good-last"));
    return folder;
  }

  private static List<String> names() {
    return HostileRpms.all().stream().map(hostile -> hostile.name() + ".rpm").toList();
  }
}
