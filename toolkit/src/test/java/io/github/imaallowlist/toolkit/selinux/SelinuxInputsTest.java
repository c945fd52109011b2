package io.github.imaallowlist.toolkit.selinux;

import static io.github.imaallowlist.toolkit.selinux.PolicyPackageFiles.CONTEXTS;
import static io.github.imaallowlist.toolkit.selinux.PolicyPackageFiles.plan;
import static io.github.imaallowlist.toolkit.selinux.PolicyPackageFiles.policy;
import static io.github.imaallowlist.toolkit.selinux.PolicyPackageFiles.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.PackagedFile;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SelinuxInputsTest {
  @TempDir private Path work;
  private Path packages = Path.of("");
  private Path temporary = Path.of("");

  @BeforeEach
  void makeFolders() throws IOException {
    packages = Files.createDirectory(work.resolve("packages"));
    temporary = Files.createDirectory(work.resolve("temporary"));
  }

  private void write(String file, RpmBytes rpm) throws IOException {
    Files.write(packages.resolve(file), rpm.build());
  }

  private SelinuxInputs open(String place) throws IOException, AllowlistException {
    try (SourcePlan plan = plan(packages)) {
      return SelinuxInputs.open(request(place), Optional.of(plan), 1, temporary);
    }
  }

  private SelinuxInputs openOnDisk(Path place) throws IOException, AllowlistException {
    return SelinuxInputs.open(request(place.toString()), Optional.empty(), 1, temporary);
  }

  private static String typeOf(SelinuxInputs inputs, String path) {
    return inputs
        .contexts()
        .lookup()
        .contextOf(FilePath.of(path), FileType.REGULAR)
        .map(SecurityContext::type)
        .orElse("none");
  }

  private static void assertRefused(ThrowingCallable run, ExitCode exit, String... words) {
    assertThatThrownBy(run)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(exit, AllowlistException::exitCode)
        .extracting(e -> e.getMessage() + "\n" + e.remedy(), InstanceOfAssertFactories.STRING)
        .contains(words);
  }

  @Test
  void folderHasItsNewestBinaryPolicyByNumber() throws IOException, AllowlistException {
    Path folder = Files.createDirectories(work.resolve("targeted/policy"));
    Files.writeString(folder.resolveSibling("file_contexts"), CONTEXTS);
    for (String name : new String[] {"policy.9", "policy.33", "policy.31", "policy.34.bak"}) {
      Files.writeString(folder.resolve(name), name);
    }

    try (SelinuxInputs inputs = openOnDisk(work.resolve("targeted"))) {
      assertThat(inputs.binary()).hasFileName("policy.33");
      assertThat(typeOf(inputs, "/usr/bin/x")).isEqualTo("bin_t");
    }
  }

  @Test
  void fileAloneHasLabelsAndNoBinaryPolicyUnlessItIsGiven() throws IOException, AllowlistException {
    Path file = Files.writeString(work.resolve("file_contexts"), CONTEXTS);
    Path binary = Files.writeString(work.resolve("my.policy"), "binary");

    try (SelinuxInputs inputs = openOnDisk(file)) {
      assertThat(typeOf(inputs, "/x")).isEqualTo("any_t");
      assertThat(inputs.hasBinary()).isFalse();
      assertRefused(inputs::analysis, ExitCode.USAGE, file.toString(), "--selinux-policy FILE");
    }
    SelinuxRequest with =
        new SelinuxRequest(
            file.toString(),
            Optional.of(binary),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());
    try (SelinuxInputs inputs = SelinuxInputs.open(with, Optional.empty(), 1, temporary)) {
      assertThat(inputs.binary()).isEqualTo(binary);
    }
  }

  @Test
  void placeThatIsNotThereIsNamed() {
    assertRefused(
        () -> openOnDisk(work.resolve("nowhere")),
        ExitCode.IO,
        "nowhere does not exist",
        "/etc/selinux/targeted");
  }

  @Test
  void policyOfThePackagesIsTakenOutOfThePayload() throws IOException, AllowlistException {
    write("p.rpm", policy("targeted", "1.0"));
    write("d.rpm", RpmBytes.named("selinux-policy-devel").file("/usr/share/selinux/x.if", "x"));

    Path binary;
    try (SelinuxInputs inputs = open("auto")) {
      binary = inputs.binary();
      assertThat(inputs.origin())
          .isEqualTo("/etc/selinux/targeted of selinux-policy-targeted-1.0-1.noarch");
      assertThat(typeOf(inputs, "/bin/x")).isEqualTo("bin_t");
      assertThat(binary).hasContent("policy 33 of 1.0").hasParent(temporary);
      assertThat(Files.getPosixFilePermissions(binary))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(inputs.notes()).singleElement().asString().contains("file_contexts.homedirs");
    }

    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void newestVersionOfThePackageCounts() throws IOException, AllowlistException {
    write("a.rpm", policy("targeted", "1.10"));
    write("b.rpm", policy("targeted", "1.9"));

    try (SelinuxInputs inputs = open("auto:targeted")) {
      assertThat(inputs.binary()).hasContent("policy 33 of 1.10");
    }
  }

  @Test
  void severalTypesHaveToBeChosenFrom() throws IOException, AllowlistException {
    write("a.rpm", policy("mls", "1"));
    write("b.rpm", policy("targeted", "2"));

    assertRefused(() -> open("auto"), ExitCode.USAGE, "mls, targeted", "--selinux auto:mls");
    assertRefused(() -> open("auto:strict"), ExitCode.USAGE, "auto:strict", "mls, targeted");
    try (SelinuxInputs inputs = open("auto:targeted")) {
      assertThat(inputs.binary()).hasContent("policy 33 of 2");
    }
  }

  @Test
  void differentPoliciesOfOneTypeAreNotChosenFromSilently() throws IOException {
    write("a.rpm", policy("targeted", "1"));
    write("b.rpm", policy("targeted", "1").file("/etc/selinux/targeted/more", "more"));

    assertRefused(() -> open("auto"), ExitCode.USAGE, "different policies", "targeted");
  }

  @Test
  void noPolicyPackageIsAnErrorThatSaysWhatToDo() throws IOException {
    write("a.rpm", RpmBytes.named("a").file("/etc/a", "a"));

    assertRefused(() -> open("auto"), ExitCode.USAGE, "none of the 1 packages", "SOURCE");
    assertRefused(
        () -> SelinuxInputs.open(request("auto"), Optional.empty(), 1, temporary),
        ExitCode.USAGE,
        "no source");
  }

  @Test
  void ghostIsNoPolicy() throws IOException {
    write(
        "a.rpm",
        RpmBytes.named("selinux-policy-targeted")
            .ghost("/etc/selinux/targeted/contexts/files/file_contexts")
            .ghost("/etc/selinux/targeted/policy/policy.33"));

    assertRefused(() -> open("auto"), ExitCode.USAGE, "ghost", "a.rpm", "/etc/selinux/targeted");
  }

  @Test
  void policyIsNotTakenFromAPayloadThatIsNotWhatTheHeaderSays() throws IOException {
    write(
        "a.rpm",
        RpmBytes.named("selinux-policy-targeted")
            .file("/etc/selinux/targeted/contexts/files/file_contexts", CONTEXTS)
            .file(
                PackagedFile.regular(
                        "/etc/selinux/targeted/policy/policy.33", Content.text("changed"))
                    .digest("ab".repeat(32))));

    assertRefused(() -> open("auto"), ExitCode.FINDINGS, "a.rpm: digest-mismatch", "abababab");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void wrongFileContextsOfAPackageAreNamedAndLeaveNothingBehind() throws IOException {
    write(
        "a.rpm",
        RpmBytes.named("selinux-policy-targeted")
            .file("/etc/selinux/targeted/contexts/files/file_contexts", "/(?!no) u:r:t\n")
            .file("/etc/selinux/targeted/policy/policy.33", "x"));

    assertThatThrownBy(() -> open("auto"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("selinux-policy-targeted-1.0-1.noarch: file_contexts")
        .hasMessageContaining("line 1");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void fileOfAnOptionThatIsNotThereIsNamedBeforeAnythingIsRead() {
    SelinuxRequest missing =
        new SelinuxRequest(
            "/nowhere",
            Optional.empty(),
            Optional.empty(),
            Optional.of(work.resolve("booleans")),
            List.of(),
            List.of(),
            Optional.empty());

    assertRefused(
        () -> SelinuxInputs.open(missing, Optional.empty(), 1, temporary),
        ExitCode.IO,
        "--booleans",
        "no such file");
  }
}
