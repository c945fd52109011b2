package io.github.imaallowlist.selinux.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.label.Libselinux.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A distribution's policy: all that is on this machine, and what its specs are about. */
@RequiresTool({"python3", "matchpathcon"})
final class InstalledPolicyTest {
  /** libselinux needs half a millisecond for each. */
  private static final int MOST_PATHS = 6_000;

  private Path fileContexts = Path.of("");

  @BeforeEach
  void findPolicy() {
    Optional<Path> installed =
        Stream.of("default", "targeted")
            .map(type -> Path.of("/etc/selinux", type, "contexts/files/file_contexts"))
            .filter(Files::exists)
            .findFirst();
    Tools.require(installed.isPresent(), "no SELinux policy under /etc/selinux");
    fileContexts = installed.orElseThrow();
  }

  @Test
  void pathsOfThisMachineHaveTheSameLabels() throws IOException {
    List<Question> all = new ArrayList<>();
    for (String top : List.of("/bin", "/boot", "/dev", "/etc", "/root", "/run", "/usr", "/var")) {
      Files.walkFileTree(Path.of(top), collectingInto(all));
    }
    int stride = all.size() / MOST_PATHS + 1;
    List<Question> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      some.add(all.get(i));
    }

    assertThat(some).hasSizeGreaterThan(100);
    Libselinux.assertAgreement(fileContexts, some);
  }

  private static FileVisitor<Path> collectingInto(List<Question> questions) {
    return new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        questions.add(new Question(FileType.DIRECTORY, latin1(folder)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        FileType type = attributes.isSymbolicLink() ? FileType.LINK : FileType.REGULAR;
        questions.add(new Question(type, latin1(file)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
      }
    };
  }

  private static String latin1(Path path) {
    return new String(
        path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatSpecsAreAboutHasTheSameLabel() throws IOException {
    List<Question> questions = new ArrayList<>();
    List<FileType> types = List.of(FileType.values());
    List<ContextSpec> specs = FileContexts.read(LabelFiles.find(fileContexts)).specs();
    for (int i = 0; i < specs.size(); i++) {
      String path = plainText(specs.get(i).regex());
      questions.add(new Question(specs.get(i).type().orElse(types.get(i % types.size())), path));
      String odd =
          switch (i % 10) {
            case 0 -> path + "/";
            case 1 -> path.replace("/", "//");
            case 2 -> path + "/.hidden file";
            case 3 -> path + "/\u00ff\u0080\u00c3";
            case 4 -> path + "/new\nline";
            case 5 -> path + "\n";
            case 6 -> path.replaceFirst("^/usr", "");
            case 7 -> path.substring(1);
            case 8 -> path + "///x//";
            default -> path + "x";
          };
      questions.add(new Question(types.get(i / 10 % types.size()), odd.isEmpty() ? "/" : odd));
    }

    Libselinux.assertAgreement(fileContexts, questions);
  }

  /** Some path that the regex may match: groups and what is optional are taken as they stand. */
  private static String plainText(String regex) {
    String text = regex.replaceAll("\\(/\\.\\*\\)\\??", "/in/it");
    text = text.replaceAll("\\[\\^/][*+?]?", "some").replaceAll("\\[0-9][*+?]?", "7");
    text = text.replaceAll("\\(([^|()]*)\\|[^()]*\\)", "$1").replaceAll("\\.[*+]", "any");
    return text.replaceAll("[\\\\?()*+]", "");
  }

  @Test
  void noSpecDeservesAWarning() throws IOException {
    assertThat(FileContexts.read(LabelFiles.find(fileContexts)).warnings()).isEmpty();
  }

  @Test
  void regularFilesCannotGetTheContextsOfDevices() throws IOException {
    FileContexts contexts = FileContexts.read(LabelFiles.find(fileContexts));

    assertThat(contexts.contexts(FileType.REGULAR))
        .extracting(SecurityContext::type)
        .contains("bin_t", "lib_t", "shadow_t")
        .doesNotContain("fixed_disk_device_t");
  }
}
