package io.github.imaallowlist.toolkit.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.imaallowlist.allowlist.AllowlistCounts;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.KeylimePolicy;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.selinux.filter.FilePlaces;
import io.github.imaallowlist.selinux.filter.LeftOutReason;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.filter.FilterSummary;
import io.github.imaallowlist.toolkit.filter.HostBuffers;
import io.github.imaallowlist.toolkit.filter.HostPolicy;
import io.github.imaallowlist.toolkit.filter.LeftOutFiles;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that hold what an IMA policy can measure; of the SELinux policy, only labels are known. */
final class FilteredListTest {
  private static final String POLICY =
      """
      measure func=BPRM_CHECK
      measure func=MODULE_CHECK
      measure func=POLICY_CHECK
      dont_measure func=FILE_CHECK obj_type=log_t
      measure func=FILE_CHECK mask=^MAY_READ uid=0 obj_type=etc_t
      """;

  @TempDir private Path work;
  private Path source;
  private Path contexts;
  private Path policy;

  @BeforeEach
  void makeFiles() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    contexts =
        Files.writeString(
            work.resolve("file_contexts"),
            """
            /usr(/.*)? system_u:object_r:usr_t:s0
            /usr/bin(/.*)? system_u:object_r:bin_t:s0
            /usr/lib(/.*)? system_u:object_r:lib_t:s0
            /lib(/.*)? system_u:object_r:lib_t:s0
            /usr/share/doc(/.*)? system_u:object_r:doc_t:s0
            /etc(/.*)? system_u:object_r:etc_t:s0
            /var/log(/.*)? system_u:object_r:log_t:s0
            """);
    policy = Files.writeString(work.resolve("my-policy"), POLICY);
    write(
        RpmBytes.named("a")
            .executable("/usr/bin/a", "program")
            .executable("/usr/share/doc/a/example", "program")
            .file("/usr/share/doc/a/README", "text")
            .file("/usr/share/doc/a/NEWS", "text")
            .file("/etc/a.conf", "settings")
            .executable("/var/log/a.log", "run me")
            .file("/var/log/b.log", "log")
            .symlink("/lib", "usr/lib")
            .file("/lib/modules/6.1/a.ko", "module")
            .file("/lib/modules/6.1/modules.dep", "list"));
  }

  private void write(RpmBytes rpm) throws IOException {
    Files.write(source.resolve(rpm.fileName()), rpm.build());
  }

  private GenerateResult generate(ListRequest list, String output, Optional<FilterRequest> filter)
      throws AllowlistException {
    return Generate.run(
        new GenerateRequest(
            new SourceRequest(
                List.of(source.toString()),
                SourceSettings.defaults(),
                PackageSelection.everything(),
                ReadMode.PAYLOAD,
                2),
            new TrustRequest(List.of(), Requirement.EITHER, true, Instant.EPOCH),
            FileSignatureRequest.NONE,
            list,
            OutputRequest.unsigned(new Destination.InFile(work.resolve(output)), work),
            filter),
        ProgressListener.NONE);
  }

  private Optional<FilterRequest> filter() {
    return Optional.of(
        new FilterRequest(
            new SelinuxRequest(
                contexts.toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()),
            new HostPolicy.Given(policy),
            FilePlaces.IMA_POLICY,
            HostBuffers.NONE));
  }

  private GenerateResult filtered(String output) throws AllowlistException {
    return generate(ListRequest.of(AllowlistFormat.KEYLIME), output, filter());
  }

  private List<String> paths(String list) throws Exception {
    List<String> paths = new ArrayList<>();
    PolicyFile.read(ByteSource.of(work.resolve(list)), entry -> paths.add(entry.path().toString()));
    return paths;
  }

  @Test
  void listHoldsWhatSomeHookCanMeasure() throws Exception {
    filtered("list");

    assertThat(paths("list"))
        .containsExactly(
            "/etc/a.conf",
            "/etc/ima/ima-policy",
            "/lib/modules/6.1/a.ko",
            "/usr/bin/a",
            "/usr/lib/modules/6.1/a.ko",
            "/usr/share/doc/a/example",
            "/var/log/a.log");
  }

  /** It is listed below a place for logs, and lies where programs are. */
  @Test
  void fileBelowALinkIsAskedAboutWhereTheLinkLeads() throws Exception {
    Files.writeString(policy, "measure func=MMAP_CHECK obj_type=bin_t\n");
    write(
        RpmBytes.named("b")
            .executable("/var/log/tools/plugin", "program")
            .executable("/var/log/other", "program"));
    write(RpmBytes.named("c").symlink("/var/log/tools", "/usr/bin/tools"));

    FilterSummary summary = filtered("list").filter().orElseThrow();

    assertThat(paths("list"))
        .contains("/usr/bin/tools/plugin")
        .doesNotContain("/var/log/tools/plugin", "/var/log/other");
    assertThat(summary.keptPaths()).isEqualTo(paths("list").size());
  }

  @Test
  void countsHoldWhatLinksBringBack() throws Exception {
    Files.writeString(policy, "measure func=MMAP_CHECK obj_type=bin_t\n");
    write(RpmBytes.named("b").executable("/var/log/tools/plugin", "program"));
    write(RpmBytes.named("c").symlink("/var/log/tools", "/usr/bin/tools"));

    AllowlistCounts counts = filtered("list").counts().orElseThrow();

    assertThat(counts.paths()).isEqualTo(paths("list").size());
    assertThat(counts.throughLinks()).isEqualTo(1);
  }

  @Test
  void summaryCountsWhatIsLeftOutByLabelAndReason() throws Exception {
    FilterSummary summary = filtered("list").filter().orElseThrow();

    assertThat(summary.leftOut())
        .extracting(LeftOutFiles::type, LeftOutFiles::reason, LeftOutFiles::paths)
        .containsExactly(
            tuple(Optional.of("doc_t"), LeftOutReason.NO_RULE, 2L),
            tuple(Optional.of("lib_t"), LeftOutReason.NO_RULE, 2L),
            tuple(Optional.of("log_t"), LeftOutReason.NO_RULE, 1L));
    assertThat(summary.keptPaths()).isEqualTo(7);
    assertThat(summary.leftOutPaths()).isEqualTo(5);
  }

  @Test
  void bytesLeftOutAreThoseThatTheListLacks() throws Exception {
    write(RpmBytes.named("b").file("/usr/share/doc/b/quoted\"and\\escaped\n", "text"));
    generate(ListRequest.of(AllowlistFormat.KEYLIME), "whole", Optional.empty());
    FilterSummary summary = filtered("list").filter().orElseThrow();

    long whole = digestLines("whole");
    long left = digestLines("list");
    // The IMA policy itself is in the filtered list alone.
    long own = "\n \"/etc/ima/ima-policy\": [\"\"],".length() + 64L;
    assertThat(summary.leftOutJsonBytes()).isEqualTo(whole - (left - own));
    assertThat(summary.keptJsonBytes()).isEqualTo(left + 1);
  }

  /** The bytes of the member {@code digests}, from its first line on. */
  private long digestLines(String list) throws IOException {
    String text = Files.readString(work.resolve(list));
    int start = text.indexOf("\"digests\": {") + "\"digests\": {".length();
    return (long) text.indexOf("\n},\n\"excludes\"", start) - start;
  }

  @Test
  void policyFileIsListedWithTheDigestThatTheKernelLogs() throws Exception {
    filtered("list");

    byte[] digest = HashAlgorithm.SHA256.newMessageDigest().digest(Files.readAllBytes(policy));
    assertThat(work.resolve("list"))
        .content()
        .contains("\"/etc/ima/ima-policy\": [\"%s\"]".formatted(HexFormat.of().formatHex(digest)))
        .contains("\"filter\": {\"ima-policy\": \"my-policy\", \"ima-policy-sha256\": \"")
        .contains("\"ima-buf\": {}");
  }

  @Test
  void flatListIsFilteredToo() throws Exception {
    generate(ListRequest.of(AllowlistFormat.FLAT), "flat", filter());

    assertThat(work.resolve("flat")).content().contains("  /usr/bin/a\n").doesNotContain("README");
  }

  @Test
  void baseIsKeptWhole() throws Exception {
    generate(ListRequest.of(AllowlistFormat.KEYLIME), "base", Optional.empty());
    generate(
        ListRequest.of(AllowlistFormat.KEYLIME).withBase(work.resolve("base")), "list", filter());

    assertThat(paths("list")).containsAll(paths("base")).contains("/etc/ima/ima-policy");
  }

  @Test
  void fileThatOneVersionCanRunStaysInBoth() throws Exception {
    write(RpmBytes.named("a").version("2.0").executable("/usr/share/doc/a/README", "program"));
    List<AllowlistEntry> entries = new ArrayList<>();

    filtered("list");
    KeylimePolicy unused = PolicyFile.read(ByteSource.of(work.resolve("list")), entries::add);

    assertThat(entries)
        .filteredOn(entry -> entry.path().toString().equals("/usr/share/doc/a/README"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.digests()).hasSize(2));
  }

  @Test
  void sameInputGivesTheSameBytes() throws Exception {
    for (int i = 0; i < 20; i++) {
      write(
          RpmBytes.named("p" + i).file("/usr/share/doc/p" + i, "x").executable("/usr/p" + i, "x"));
    }
    filtered("first");
    filtered("second");

    assertThat(work.resolve("first")).hasSameBinaryContentAs(work.resolve("second"));
  }

  @Test
  void policyThatHostsCannotLoadIsRefusedBeforeAnythingIsRead() throws Exception {
    Files.writeString(policy, "measure func=BPRM_CHECK\nmeasure fnuc=FILE_CHECK\n");

    assertThatThrownBy(() -> filtered("list"))
        .hasMessageContaining("my-policy: line 2")
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.MALFORMED, AllowlistException::exitCode);
    assertThat(work.resolve("list")).doesNotExist();
  }

  @Test
  void listIsNotWrittenOverThePolicy() {
    assertThatThrownBy(() -> filtered("my-policy"))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("cannot write to");
    assertThat(policy).hasContent(POLICY);
  }
}
