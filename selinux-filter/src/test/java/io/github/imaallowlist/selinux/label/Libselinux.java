package io.github.imaallowlist.selinux.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** This machine's libselinux, and whether it gives the same labels. */
final class Libselinux {
  private static final Path SCRIPT = Path.of("src/test/resources/libselinux.py");

  private Libselinux() {}

  /**
   * A path to label.
   *
   * @param path each character stands for a byte
   */
  record Question(FileType type, String path) {
    static Question file(String path) {
      return new Question(FileType.REGULAR, path);
    }

    /** One for each type. */
    static List<Question> ofAllTypes(String path) {
      return Arrays.stream(FileType.values()).map(type -> new Question(type, path)).toList();
    }
  }

  /** Its answers, in the order of the questions; {@code <<none>>} where there is no label. */
  static List<String> labels(Path fileContexts, List<Question> questions) {
    ByteArrayOutputStream in = new ByteArrayOutputStream();
    in.writeBytes(latin1("=" + fileContexts + "\0"));
    for (Question question : questions) {
      in.writeBytes(latin1(letter(question.type()) + question.path() + "\0"));
    }
    byte[] out =
        Tools.command("python3", SCRIPT).input(in.toByteArray()).run().succeeded().output();
    String text = new String(out, StandardCharsets.ISO_8859_1);
    return List.of(text.split("\0"));
  }

  /** Our answers to the same. */
  static List<String> ours(Path fileContexts, List<Question> questions) throws IOException {
    LabelLookup lookup = FileContexts.read(LabelFiles.find(fileContexts)).lookup();
    List<String> labels = new ArrayList<>();
    for (Question question : questions) {
      byte[] path = latin1(question.path());
      Optional<ContextSpec> spec = lookup.specFor(path, 0, path.length, question.type());
      labels.add(spec.map(ContextSpec::contextText).orElse(ContextSpec.NONE));
    }
    return labels;
  }

  /** Fails where the two differ. */
  static void assertAgreement(Path fileContexts, List<Question> questions) throws IOException {
    List<String> theirs = labels(fileContexts, questions);
    List<String> ours = ours(fileContexts, questions);
    assertThat(theirs).hasSameSizeAs(questions);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      if (!theirs.get(i).equals(ours.get(i))) {
        differences.add(questions.get(i) + ": " + ours.get(i) + ", not " + theirs.get(i));
      }
    }
    assertThat(differences).isEmpty();
  }

  /** Whether it is of a release before 3.8, which took some specs in another way. */
  static boolean isBefore38(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("probe"), "/a\\-b/c u:r:new_t\n");
    return labels(file, List.of(Question.file("/a-b/c"))).equals(List.of(ContextSpec.NONE));
  }

  private static char letter(FileType type) {
    return type.toString().charAt(0);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
