package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Console;
import io.github.imaallowlist.cli.console.Terminal;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  private static final String SCRIPT = "#!/bin/sh\n";
  private static final String DIGEST =
      Digest.SHA256.hex(SCRIPT.getBytes(StandardCharsets.US_ASCII));
  private static final int NARROW = 60;

  @TempDir private static Path cache;
  @TempDir private Path work;
  private Path packages = Path.of("");
  private Path contexts = Path.of("");

  @BeforeEach
  void makePackages() throws IOException {
    packages = work.resolve("packages");
    Repositories.write(
        packages,
        "host.rpm",
        RpmBytes.named("host")
            .executable("/usr/bin/host", SCRIPT)
            .executable("/bin/old", SCRIPT)
            .file("/usr/share/a name", "named"));
    Repositories.write(
        packages, "filesystem.rpm", RpmBytes.named("filesystem").symlink("/bin", "usr/bin"));
    contexts =
        Files.writeString(
            work.resolve("file_contexts"),
            "/.* u:r:any_t:s0\n/usr/bin/.* -- u:r:bin_t:s0\n/none <<none>>\n");
  }

  private Run inPackages(Object... args) {
    List<Object> all =
        new ArrayList<>(List.of("explain", "--allow-unsigned", "--source", packages));
    all.addAll(Arrays.asList(args));
    return Run.of(all.toArray());
  }

  @Test
  void pathIsFoundInItsPackageWithItsDigest() {
    assertThat(inPackages("/usr/bin/host").succeeded().text())
        .isEqualTo("/usr/bin/host\nPackage   host-1.0-1.noarch\n          sha256:" + DIGEST + "\n");
    assertThat(inPackages("/usr/bin/nothing").succeeded().text())
        .contains("none of the sources has it");
  }

  @Test
  void pathOfALogIsFoundThroughLinkedFoldersAndWithItsSpace() {
    assertThat(inPackages("/usr/bin/old").succeeded().text())
        .contains("host-1.0-1.noarch", "as /bin/old", DIGEST);
    assertThat(inPackages("/usr/share/a_name").succeeded().text()).contains("as /usr/share/a name");
  }

  @Test
  void digestIsFoundAtAllItsPathsAndElseIsAFinding() {
    String found = inPackages("sha256:" + DIGEST).succeeded().text();
    assertThat(found).contains("at 2 paths", "\n/bin/old\n", "\n/usr/bin/host\n");
    assertThat(inPackages(DIGEST).succeeded().text()).isEqualTo(found);

    assertThat(inPackages("ab".repeat(32)).ended(1).text()).contains("nowhere");
  }

  @Test
  void digestOfAnotherHashIsComputedFromThePayload() {
    String sha512 = Digest.SHA512.hex(SCRIPT.getBytes(StandardCharsets.US_ASCII));

    assertThat(inPackages(sha512).succeeded().text()).contains("at 2 paths", "sha512:" + sha512);
  }

  @Test
  void labelComesWithTheLineThatGaveIt() {
    assertThat(
            Run.of("explain", "--selinux", contexts, "/usr/bin/x", "/none", "relative")
                .ended(2)
                .err())
        .contains("'relative' is neither a path nor a digest");
    assertThat(Run.of("explain", "--selinux", contexts, "/usr/bin/x", "/none").succeeded().text())
        .contains("Label     u:r:bin_t:s0\n", "/usr/bin/.* --", contexts + ":2)", "<<none>>")
        .contains("has no binary policy", "--selinux-policy FILE gives one");
  }

  @Test
  void ruleThatDecidesIsNamedForRootAndOthers() throws IOException {
    Path policy =
        Files.writeString(
            work.resolve("policy"),
            """
            # comment

            measure func=BPRM_CHECK
            dont_measure func=FILE_CHECK obj_type=any_t
            dont_measure fsmagic=0x9fa0
            measure func=FILE_CHECK mask=MAY_READ uid=0
            """);

    String text =
        Run.of("explain", "--selinux", contexts, "--ima-policy", policy, "/usr/bin/x", "/y")
            .succeeded()
            .text();

    assertThat(text)
        .contains(
            "BPRM_CHECK: measured\n          line 3: measure func=BPRM_CHECK\n",
            "MMAP_CHECK: not measured: no rule\n",
            "FILE_CHECK by root: measured\n",
            "line 6: measure func=FILE_CHECK mask=MAY_READ uid=0\n",
            "FILE_CHECK by others: not measured: no rule\n",
            "FILE_CHECK: not measured\n",
            "line 4: dont_measure func=FILE_CHECK obj_type=any_t\n",
            "Note      rules with fsmagic= were asked about a file on ext4");
  }

  @Test
  void jsonHasTheSame() throws IOException {
    Path policy = Files.writeString(work.resolve("policy"), "measure func=BPRM_CHECK\n");

    byte[] json =
        inPackages("--json", "--selinux", contexts, "--ima-policy", policy, "/usr/bin/host")
            .succeeded()
            .out();

    assertThat(Json.object(json)).containsEntry("exit", 0L).containsKeys("answers", "findings");
    assertThat(new String(json, StandardCharsets.UTF_8))
        .contains("\"label\" : \"u:r:bin_t:s0\"", "\"line\" : 2", "\"outcome\" : \"measured\"");
  }

  @Test
  @RequiresTool({"seinfo", "sesearch"})
  void typeComesWithItsClassDomainsAndRulesOnNarrowScreens() throws IOException {
    InstalledSelinux selinux = InstalledSelinux.require();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal narrow = new Terminal(false, false, NARROW);
    String[] args = {
      "explain",
      "-q",
      "--cache",
      cache.toString(),
      "--selinux",
      selinux.folder().toString(),
      "/usr/bin/passwd",
      "/var/log/messages"
    };

    int exit =
        Main.run(
            args,
            new Console(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                narrow,
                narrow));

    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(text)
        .contains("passwd_exec_t: code", "entrypoint of passwd_t", "allow ", "only trusted domains")
        .contains("var_log_t: mutable code", "written by ");
    assertThat(text.lines().filter(line -> !line.contains("/etc/selinux")))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(NARROW));
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void wrongUseIsNamed() {
    assertThat(Run.of("explain", "/x").ended(2).err()).contains("--selinux or --source");
    assertThat(Run.of("explain", "--selinux", contexts, DIGEST).ended(2).err())
        .contains("name them with --source");
    assertThat(inPackages("abc").ended(2).err()).contains("no hash has 3");
    assertThat(inPackages("md9:" + DIGEST).ended(2).err()).contains("no such hash");
    assertThat(inPackages("/a/../b").ended(2).err()).contains("'..'");
    assertThat(inPackages("--ima-policy", work, "/x").ended(2).err())
        .contains("goes with --selinux");
    assertThat(inPackages("--booleans", work, "/x").ended(2).err()).contains("go with --selinux");
    assertThat(Run.of("explain", "--source", packages, "/x").ended(5).err())
        .contains("no key is pinned");
  }
}
