package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ima-allowlist check}, with a signed list. */
final class CheckCommandTest {
  private static final String HOSTILE = "/tmp/</code><script>alert(1)</script>\u001b[2J\"'&\n";

  @TempDir private Path work;
  private Path key;
  private Path list;
  private Path log;

  @BeforeEach
  void makeList() throws IOException {
    Path packages = work.resolve("packages");
    Repositories.write(
        packages,
        "bash.rpm",
        RpmBytes.named("bash").version("5.2").release("1").executable("/usr/bin/bash", "bash"));
    Path secret = work.resolve("key.pem");
    key = work.resolve("key.pem.pub");
    list = work.resolve("list.json");
    log = work.resolve("log");
    Run.of("keygen", secret).succeeded();
    Run.generate("--key", secret, "-o", list, packages).succeeded();
  }

  private LogMaker clean() {
    return new LogMaker().file("/usr/bin/bash", "bash");
  }

  private Run check(LogMaker maker, Object... args) throws IOException {
    Files.write(log, maker.bytes());
    Object[] all = new Object[args.length + 6];
    all[0] = "check";
    all[1] = log;
    all[2] = "--allowlist";
    all[3] = list;
    all[4] = "--key";
    all[5] = key;
    System.arraycopy(args, 0, all, 6, args.length);
    return Run.of(all);
  }

  private LogMaker bad() {
    return clean().file("/usr/bin/bash", "evil").file(HOSTILE, "x").file("/etc/ld.so.cache", "y");
  }

  @Test
  void cleanLogEndsWithZero() throws IOException {
    LogMaker log = clean();

    assertThat(
            check(log, "--pcr", "sha256:10=" + HexFormat.of().formatHex(log.pcr())).ended(0).text())
        .contains("accepted", "1 by digest", "every judged entry passes");
  }

  @Test
  void deviationsEndWithOneAndAreExplained() throws IOException {
    assertThat(check(bad()).ended(1).text())
        .contains("wrong digest: /usr/bin/bash", "bash-5.2-1.noarch", "-> ", "3 of 5 judged")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonHasEveryDeviation() throws IOException {
    Map<String, Object> json = Json.object(check(bad(), "--json").ended(1).out());

    assertThat(Json.list(json.get("deviations")))
        .extracting(one -> Json.text(Json.map(one).get("verdict")))
        .containsExactly("wrong digest", "unknown path", "unknown path");
    assertThat(json.get("passes")).isEqualTo(false);
    assertThat(Json.text(Json.map(Json.list(json.get("deviations")).get(1)).get("path")))
        .isEqualTo(HOSTILE);
  }

  @Test
  @RequiresTool("python3")
  void junitIsWellFormedWithAFailureForEachDeviation() throws IOException {
    Path junit = work.resolve("junit.xml");
    check(bad(), "--junit", junit, "--quiet").ended(1);

    assertThat(
            Tools.command(
                    "python3",
                    "-c",
                    "import sys, xml.etree.ElementTree as e; s = e.parse(sys.argv[1]).getroot();"
                        + "print(s.get('tests'), s.get('failures'),"
                        + " len(s.findall('testcase/failure')))",
                    junit)
                .run()
                .succeeded()
                .text())
        .isEqualTo("4 3 3\n");
  }

  @Test
  void pageNeedsNothingElseAndEscapesNames() throws IOException {
    Path html = work.resolve("report.html");
    check(bad(), "--html", html, "--quiet").ended(1);

    assertThat(Files.readString(html))
        .contains("default-src 'none'", "&lt;script&gt;", "bash-5.2-1.noarch", "<svg")
        .doesNotContain("<script", "http:", "https:", "src=", "href=", "\u001b");
  }

  @Test
  void suggestionsHaveTheirRisks() throws IOException {
    Run run = check(bad(), "--suggest", "-").ended(1);

    assertThat(run.text())
        .contains("--exclude-path=/etc/ld\\.so\\.cache$", "risk", "# \"/usr/bin/bash\": [\"")
        .doesNotContain("\u001b");
    assertThat(run.err()).as("the summary is beside them").contains("3 of 5 judged");
  }

  @Test
  void suggestedExcludesAreOptionsOfGenerate() throws IOException {
    Path suggestions = work.resolve("suggestions");
    check(bad(), "--suggest", suggestions).ended(1);

    Run.generate(
            "@" + suggestions,
            "--key",
            work.resolve("key.pem"),
            "-o",
            list,
            work.resolve("packages"))
        .succeeded();

    assertThat(check(clean().file("/etc/ld.so.cache", "y")).ended(0).text()).contains("excluded");
  }

  @Test
  void fileThatNoRuleMeasuresIsToldApartByItsLabel() throws IOException {
    Path contexts =
        Files.writeString(
            work.resolve("file_contexts"),
            """
            /usr(/.*)? system_u:object_r:usr_t:s0
            /var/log(/.*)? system_u:object_r:var_log_t:s0
            """);
    Path policy =
        Files.writeString(
            work.resolve("ima-policy"),
            """
            dont_measure func=FILE_CHECK obj_type=var_log_t
            measure func=FILE_CHECK mask=MAY_READ uid=0
            """);
    LogMaker log = clean().file("/var/log/messages", "x").file("/usr/lib/x", "x");

    Map<String, Object> json =
        Json.object(
            check(log, "--ima-policy", policy, "--selinux", contexts, "--json").ended(1).out());

    assertThat(Json.list(json.get("deviations")))
        .extracting(
            one -> Json.text(Json.map(one).get("verdict")),
            one -> Json.text(Json.map(one).get("type")))
        .containsExactly(tuple("not covered", "var_log_t"), tuple("unknown path", "usr_t"));
    assertThat(check(log, "--ima-policy", policy, "--selinux", contexts).ended(1).text())
        .contains("no rule measures a file that has the type var_log_t there");
  }

  @Test
  void noReportTakesThePlaceOfAnInput() throws IOException {
    byte[] signed = Files.readAllBytes(list);
    for (Path input : List.of(log, list, key)) {
      assertThat(check(bad(), "--html", input).ended(4).err()).contains("needed as it is");
    }
    Path state = Files.writeString(work.resolve("state"), "");

    check(bad(), "--state", state, "--suggest", state).ended(4);

    assertThat(list).hasBinaryContent(signed);
  }

  @Test
  void logThatIsNotTheTpmsEndsWithFiveAndSaysNothing() throws IOException {
    Run run = check(clean(), "--json", "--pcr", "sha256:10=" + "ab".repeat(32)).ended(5);

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("missing, added or changed");
  }

  @Test
  void listByAnotherKeyEndsWithFive() throws IOException {
    Path other = work.resolve("other.pem");
    Run.of("keygen", other).succeeded();
    key = work.resolve("other.pem.pub");

    assertThat(check(clean()).ended(5).out()).isEmpty();
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() throws IOException {
    check(clean(), "--pcr", "sha256:10=12").ended(2);
    check(clean(), "--pcr", "md5x:10=" + "ab".repeat(32)).ended(2);
    check(clean(), "--pcr", "nothing").ended(2);
    check(clean(), "--quote", log).ended(2);
    check(clean(), "--nonce", "ab").ended(2);
    check(clean(), "--quote", log, "--quote-sig", log, "--ak", log).ended(2);
    check(clean(), "--quote", log, "--quote-sig", log, "--ak", log, "--nonce", "x").ended(2);
    check(clean(), "--new-entries").ended(2);
    check(clean(), "--ima-policy", log).ended(2);
    check(clean(), "--html", "x", "--junit", "./x").ended(2);
    check(clean(), "--html", "-", "--json").ended(2);
    Run.of("check", log, "--allowlist", list).ended(2);
  }
}
