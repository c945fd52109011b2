package io.github.imaallowlist.rpm.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  @TempDir Path folder;

  @Test
  void absentPathIsAnInputError() {
    assertRefused(folder.resolve("absent"), ExitCode.IO, "does not exist");
  }

  @Test
  void folderWithoutAnyPackageIsNoEmptyListing() throws Exception {
    Files.createFile(folder.resolve("readme.txt"));
    Files.createFile(folder.resolve("delta.drpm"));
    assertRefused(folder, ExitCode.USAGE, "neither a folder repodata nor any .rpm file");
  }

  @Test
  void repodataWithoutRepomdIsNotReadAsAPlainFolder() throws Exception {
    Files.createFile(folder.resolve("a.rpm"));
    Files.createDirectory(folder.resolve("repodata"));
    assertRefused(folder, ExitCode.MALFORMED, "without repomd.xml");
  }

  @Test
  void danglingLinkAsRepodataIsNotReadAsAPlainFolder() throws Exception {
    Files.createFile(folder.resolve("a.rpm"));
    Files.createSymbolicLink(folder.resolve("repodata"), Path.of("gone"));
    assertRefused(folder, ExitCode.MALFORMED, "without repomd.xml");
  }

  @Test
  void otherFileIsRefused() throws Exception {
    assertRefused(
        Files.writeString(folder.resolve("a.txt"), "text"), ExitCode.USAGE, "not an RPM package");
  }

  @Test
  @RequiresTool("mkfifo")
  void pipeIsRefusedWithoutOpeningIt() throws Exception {
    Path pipe = folder.resolve("a.rpm");
    Tools.run("mkfifo", pipe).succeeded();
    assertRefused(pipe, ExitCode.USAGE, "neither a file nor a folder");
  }

  @Test
  void packageIsKnownByItsNameOrItsLead() throws Exception {
    byte[] lead = {(byte) 0xED, (byte) 0xAB, (byte) 0xEE, (byte) 0xDB, 3};
    PackageSource named = Sources.open(Files.createFile(folder.resolve("a.rpm")));
    PackageSource unnamed = Sources.open(Files.write(folder.resolve("blob"), lead));
    assertThat(named).isInstanceOf(SinglePackage.class);
    assertThat(named.repomd()).isEmpty();
    PackageRef ref = unnamed.list().packages().get(0);
    assertThat(ref.name()).isEqualTo("blob");
    assertThat(ref.checksum()).isEmpty();
    assertThat(ref.location().size()).hasValue(5);
    try (OpenPackage in = ref.location().open()) {
      assertThat(in.in().readAllBytes()).isEqualTo(lead);
    }
  }

  @Test
  void singlePackageThatWasRewrittenIsNoticed() throws Exception {
    Path file = Files.writeString(folder.resolve("a.rpm"), "one");
    PackageSource source = Sources.open(file);
    source.ensureUnchanged();
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThatThrownBy(source::ensureUnchanged)
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContaining(file.toString());
    Files.delete(file);
    assertThatThrownBy(source::ensureUnchanged)
        .isInstanceOf(SourceChangedException.class)
        .hasMessageContaining("gone");
  }

  private static void assertRefused(Path path, ExitCode exitCode, String problem) {
    assertThatThrownBy(() -> Sources.open(path))
        .isInstanceOfSatisfying(
            AllowlistException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(exitCode);
              assertThat(e).hasMessageContaining(path.toString()).hasMessageContaining(problem);
              assertThat(e.remedy()).isNotEmpty();
            });
  }
}
