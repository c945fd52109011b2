package io.github.imaallowlist.selinux.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileContextsTest {
  @TempDir private Path folder;

  @Test
  void labelComesWithTheSpecThatGaveIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file_contexts"), "/.* u:r:any_t:s0\n");
    Files.writeString(
        folder.resolve("file_contexts.local"), "\n/bin/.* -- u:r:bin_t\n/x <<none>>\n");
    LabelLookup lookup = FileContexts.read(LabelFiles.find(file)).lookup();

    assertThat(lookup.specFor(FilePath.of("/bin/sh"), FileType.REGULAR))
        .contains(
            new ContextSpec(
                file + ".local",
                2,
                "/bin/.*",
                Optional.of(FileType.REGULAR),
                SecurityContext.parse("u:r:bin_t")));
    assertThat(lookup.contextOf(FilePath.of("/bin/sh"), FileType.LINK))
        .contains(new SecurityContext("u", "r", "any_t", Optional.of("s0")));
    assertThat(lookup.contextOf(FilePath.of("/x"), FileType.REGULAR)).isEmpty();
    assertThat(lookup.specFor(FilePath.of("/x"), FileType.REGULAR).orElseThrow().contextText())
        .isEqualTo("<<none>>");
  }

  @Test
  void contextsOfRegularFilesAreThoseOfSpecsThatApplyToThem() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("f"),
            "/a u:r:a_t\n/b -- u:r:b_t\n/c -d u:r:c_t\n/d <<none>>\n/e[x] u:r:b_t\n");

    assertThat(FileContexts.read(LabelFiles.find(file)).contexts(FileType.REGULAR))
        .extracting(SecurityContext::type)
        .containsExactly("b_t", "a_t");
  }

  @Test
  void policyIsFoundByItsFolderOrByAFolderInIt() throws IOException {
    Path files = Files.createDirectories(folder.resolve("targeted/contexts/files"));
    Path file = Files.writeString(files.resolve("file_contexts"), "/a u:r:a_t\n");
    Files.writeString(files.resolve("file_contexts.subs_dist"), "/b /a\n");

    for (String place : new String[] {"targeted", "targeted/contexts", "targeted/contexts/files"}) {
      LabelFiles found = LabelFiles.find(folder.resolve(place));
      assertThat(found.fileContexts().name()).isEqualTo(file.toString());
      assertThat(found.subsDist()).isPresent();
      assertThat(found.local()).isEmpty();
    }
  }

  @Test
  void missingPolicyIsNamed() {
    assertThatThrownBy(() -> LabelFiles.find(folder))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("contexts/files/file_contexts");
    assertThatThrownBy(() -> LabelFiles.find(folder.resolve("nowhere")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void contextHasThreeOrFourParts() {
    assertThat(SecurityContext.parse("u:object_r:bin_t:s0-s15:c0.c1023"))
        .contains(new SecurityContext("u", "object_r", "bin_t", Optional.of("s0-s15:c0.c1023")))
        .map(SecurityContext::toString)
        .contains("u:object_r:bin_t:s0-s15:c0.c1023");
    assertThat(SecurityContext.parse("u:r")).isEmpty();
    assertThat(SecurityContext.parse("u:r:t:")).isEmpty();
    assertThat(SecurityContext.parse("<<none>>")).isEmpty();
    assertThatThrownBy(() -> new SecurityContext("u", "", "t", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SecurityContext("u:r", "r", "t", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
