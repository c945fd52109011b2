package io.github.imaallowlist.selinux.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.label.LabelFiles;
import io.github.imaallowlist.selinux.label.LabelLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileGroupsTest {
  private static final FileTraits PROGRAM = FileTraits.of(true, true);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private LabelLookup labels;

  @BeforeEach
  void readContexts() throws IOException {
    Path file = folder.resolve("file_contexts");
    Files.writeString(
        file,
        """
        /usr/bin(/.*)? u:r:bin_t:s0
        /lib(/.*)? u:r:root_lib_t:s0
        /usr/lib(/.*)? u:r:lib_t:s0
        /usr/sbin(/.*)? u:r:bin_t:s0
        /sbin(/.*)? u:r:bin_t:s0
        /home(/.*)? <<none>>
        """);
    labels = FileContexts.read(LabelFiles.find(file)).lookup();
  }

  private FileFacts facts(String path) {
    return FileGroups.factsOf(FilePath.of(path), PROGRAM, labels);
  }

  private static Optional<SecurityContext> label(String type) {
    return SecurityContext.parse("u:r:" + type + ":s0");
  }

  @Test
  void fileBelowAFolderThatMovedToUsrMayHaveEitherLabel() {
    assertThat(facts("/lib/a").labels()).containsExactly(label("root_lib_t"), label("lib_t"));
    assertThat(facts("/sbin/a").labels()).containsExactly(label("bin_t"));
    assertThat(facts("/bin/a").labels()).containsExactly(Optional.empty(), label("bin_t"));
    assertThat(facts("/usr/lib/a").labels()).containsExactly(label("lib_t"));
    assertThat(facts("/library").labels()).containsExactly(Optional.empty());
  }

  @Test
  void pathWithoutALabelIsOfUnknownType() {
    assertThat(facts("/home/a").type()).isEmpty();
    assertThat(facts("/home/a").labels()).hasSize(1);
  }

  @Test
  void filesOfTheSameFactsAreOneGroup() {
    FileGroups groups = new FileGroups(labels, 100);
    int first = groups.groupOf(FilePath.of("/usr/bin/a"), PROGRAM);

    assertThat(first).isEqualTo(1);
    assertThat(groups.groupOf(FilePath.of("/usr/bin/b"), PROGRAM)).isEqualTo(first);
    assertThat(groups.groupOf(FilePath.of("/usr/bin/a"), FileTraits.of(true, false))).isEqualTo(2);
    assertThat(groups.groupOf(FilePath.of("/usr/lib/firmware/a"), PROGRAM)).isEqualTo(3);
    assertThat(groups.groupOf(FilePath.of("/lib/a"), PROGRAM)).isEqualTo(4);
    assertThat(groups.size()).isEqualTo(4);
    assertThat(groups.facts(first))
        .isEqualTo(new FileFacts(List.of(label("bin_t")), PROGRAM, Set.of()));
    assertThat(groups.filesByType())
        .isEqualTo(new TreeMap<>(Map.of("bin_t", 3L, "lib_t", 2L, "root_lib_t", 1L)));
  }

  @Test
  void filesBeyondTheLastNumberAreOfTheUnknownGroup() {
    FileGroups groups = new FileGroups(labels, 1);
    int first = groups.groupOf(FilePath.of("/usr/bin/a"), PROGRAM);

    assertThat(groups.groupOf(FilePath.of("/usr/lib/a"), PROGRAM)).isEqualTo(FileGroups.UNKNOWN);
    assertThat(groups.groupOf(FilePath.of("/usr/bin/b"), PROGRAM)).isEqualTo(first);
  }
}
