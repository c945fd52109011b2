package io.github.imaallowlist.rpm.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageFolderTest {
  @TempDir Path folder;

  @Test
  void packagesAreFoundInAllFoldersSortedByTheirBytes() throws Exception {
    write("b.rpm", "x/a.rpm", "B.rpm", "x.rpm", "x/y/z.src.rpm", "é.rpm", ".hidden.rpm");
    write("not.txt", "delta.drpm", "rpm", "x.rpm.part");
    assertThat(names(Sources.open(folder)))
        .containsExactly(
            ".hidden.rpm", "B.rpm", "b.rpm", "x.rpm", "x/a.rpm", "x/y/z.src.rpm", "é.rpm");
  }

  @Test
  void nameThatIsNotUtf8IsReadLikeAnyOther() throws Exception {
    RelativePath path = RelativePath.of(new byte[] {'a', (byte) 0xE9, '.', 'r', 'p', 'm'});
    Files.writeString(path.in(folder), "content");
    PackageRef ref = Sources.open(folder).list().packages().get(0);
    assertThat(ref.path()).isEqualTo(path);
    assertThat(ref.location().open().in()).hasContent("content");
  }

  @Test
  void loopOfLinksEnds() throws Exception {
    write("a/p.rpm");
    Files.createSymbolicLink(folder.resolve("a/up"), Path.of(".."));
    Files.createSymbolicLink(folder.resolve("self"), Path.of("."));
    assertThat(names(Sources.open(folder))).containsExactly("a/p.rpm");
  }

  @Test
  void latticeOfLinksIsWalkedOnce() throws Exception {
    for (int i = 0; i < 40; i++) {
      Files.createDirectory(folder.resolve("d" + i));
      if (i > 0) {
        Files.createSymbolicLink(folder.resolve("d" + i + "/l"), Path.of("../d" + (i - 1)));
        Files.createSymbolicLink(folder.resolve("d" + i + "/r"), Path.of("../d" + (i - 1)));
      }
    }
    write("d0/p.rpm");
    assertThat(names(Sources.open(folder))).containsExactly("d0/p.rpm");
  }

  @Test
  void linkOutOfTheFolderIsFollowed(@TempDir Path elsewhere) throws Exception {
    Files.createFile(elsewhere.resolve("p.rpm"));
    Files.createSymbolicLink(folder.resolve("pool"), elsewhere);
    Files.createSymbolicLink(folder.resolve("q.rpm"), elsewhere.resolve("p.rpm"));
    assertThat(names(Sources.open(folder))).containsExactly("pool/p.rpm", "q.rpm");
  }

  @Test
  void danglingLinkIsMissing() throws Exception {
    write("a.rpm");
    Files.createSymbolicLink(folder.resolve("b.rpm"), Path.of("gone"));
    Files.createSymbolicLink(folder.resolve("other"), Path.of("gone"));
    SourceListing listing = Sources.open(folder).list();
    assertThat(listing.packages()).extracting(PackageRef::name).containsExactly("a.rpm");
    assertThat(listing.missing()).extracting(PackageRef::name).containsExactly("b.rpm");
  }

  @Test
  @RequiresTool("mkfifo")
  void pipeNamedLikeAPackageIsRefused() throws Exception {
    Path pipe = folder.resolve("a.rpm");
    Tools.run("mkfifo", pipe).succeeded();
    assertThatThrownBy(() -> Sources.open(folder))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining(pipe.toString());
  }

  @Test
  void foldersThatNestTooDeepAreRefused() throws Exception {
    Path deep = folder;
    for (int i = 0; i <= MetadataLimits.FOLDER_DEPTH; i++) {
      deep = deep.resolve("d");
    }
    Files.createDirectories(deep);
    assertThatThrownBy(() -> Sources.open(folder)).isInstanceOf(LimitExceededException.class);
  }

  @Test
  void unchangedFolderPasses() throws Exception {
    write("a.rpm", "b.rpm");
    PackageSource source = Sources.open(folder);
    source.list();
    source.ensureUnchanged();
  }

  @Test
  void newGoneAndRewrittenFilesAreNoticed() throws Exception {
    write("a.rpm", "b.rpm");
    PackageSource source = Sources.open(folder);
    write("c.rpm");
    assertChanged(source, "c.rpm is new");
    Files.delete(folder.resolve("c.rpm"));
    Files.setLastModifiedTime(folder.resolve("b.rpm"), FileTime.fromMillis(1));
    assertChanged(source, "b.rpm was written or replaced");
    Files.delete(folder.resolve("b.rpm"));
    assertChanged(source, "b.rpm is gone");
  }

  @Test
  void replacedFileOfTheSameSizeAndTimeIsNoticed() throws Exception {
    write("a.rpm");
    PackageSource source = Sources.open(folder);
    FileTime time = Files.getLastModifiedTime(folder.resolve("a.rpm"));
    write("other");
    Files.setLastModifiedTime(folder.resolve("other"), time);
    Files.move(
        folder.resolve("other"), folder.resolve("a.rpm"), StandardCopyOption.REPLACE_EXISTING);
    assertChanged(source, "a.rpm was written or replaced");
  }

  private void assertChanged(PackageSource source, String change) {
    assertThatThrownBy(source::ensureUnchanged)
        .isInstanceOfSatisfying(
            SourceChangedException.class,
            e -> {
              assertThat(e.source()).isEqualTo(folder.toString());
              assertThat(e.change()).isEqualTo(change);
            });
  }

  private void write(String... names) throws Exception {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "content");
    }
  }

  private static List<String> names(PackageSource source) throws Exception {
    return source.list().packages().stream().map(PackageRef::name).toList();
  }
}
