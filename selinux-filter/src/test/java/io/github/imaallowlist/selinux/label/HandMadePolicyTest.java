package io.github.imaallowlist.selinux.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.selinux.label.Libselinux.Question;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are about what is easily got wrong, against libselinux. */
@RequiresTool({"python3", "matchpathcon"})
final class HandMadePolicyTest {
  private static final List<FileType> TYPES = List.of(FileType.values());

  @TempDir private Path folder;

  private Path write(String suffix, String... lines) throws IOException {
    return Files.writeString(
        folder.resolve("file_contexts" + suffix), String.join("\n", lines) + "\n");
  }

  private static List<Question> files(String... paths) {
    return List.of(paths).stream().flatMap(p -> Question.ofAllTypes(p).stream()).toList();
  }

  @Test
  void lastOfTheSpecsThatFitCounts() throws IOException {
    Path file =
        write(
            "",
            "/exact\\.txt u:r:exact_t",
            "/.* u:r:default_t",
            "/usr/.* u:r:usr_t",
            "/usr/lib/.* u:r:lib_t",
            "/usr/.*\\.so u:r:so_t",
            "/usr/lib/x\\.so u:r:x_t",
            "/exac.* u:r:regex_t",
            "/dev/null -c u:r:null_t",
            "/dev/.* -c u:r:char_t",
            "/dev/.* -b u:r:block_t",
            "/dev(/.*)? u:r:dev_t",
            "/dev/log -s u:r:log_t",
            "/none(/.*)? <<none>>",
            "/none/but u:r:but_t",
            "/none/not -d <<none>>",
            "/p -p u:r:pipe_t",
            "/l -l u:r:link_t");

    Libselinux.assertAgreement(
        file,
        files(
            "/",
            "/exact.txt",
            "/exactXtxt",
            "/usr",
            "/usr/",
            "/usr/lib/a",
            "/usr/lib/a.so",
            "/usr/lib/x.so",
            "/dev",
            "/dev/null",
            "/dev/log",
            "/dev/x",
            "/none",
            "/none/x",
            "/none/but",
            "/none/not",
            "/p",
            "/l",
            "/usr/lib/x.so/",
            "//usr///lib//x.so",
            "usr/lib",
            "x",
            "/usr/lib/\u00e4\u00ff",
            "/usr/lib/new\nline.so",
            "/usr/lib/.x.so",
            "/a b c",
            "/usr/lib/a.so\n",
            "/usr/lib/a.so\n\n",
            "/nonesuch",
            "//",
            "///"));
  }

  @Test
  void filesComeInTheirOrder() throws IOException {
    Path file = write("", "/a/.* u:r:main_t", "/a/exact u:r:main_exact_t", "/b/.* u:r:main_t");
    write(".homedirs", "/a/[^/]* u:r:home_t", "/a/exact u:r:home_exact_t", "/h/.* u:r:home_t");
    write(".local", "/a/l.* u:r:local_t", "/a/exact -d u:r:local_exact_t", "/b/c/.* <<none>>");

    Libselinux.assertAgreement(
        file, files("/a/x", "/a/x/y", "/a/exact", "/a/lo", "/b/x", "/b/c/d", "/h/i", "/c"));
  }

  @Test
  void substitutionsReplaceWholeComponentsOnce() throws IOException {
    Path file =
        write(
            "",
            "/.* u:r:default_t",
            "/usr/lib(/.*)? u:r:lib_t",
            "/usr/lib/x u:r:x_t",
            "/srv/w(/.*)? u:r:web_t",
            "/r(/.*)? u:r:root_t",
            "/one(/.*)? u:r:one_t",
            "/two(/.*)? u:r:two_t",
            "/a//b u:r:twice_t",
            "/a/b u:r:once_t");
    write(
        ".subs_dist",
        "# a comment",
        "/lib /usr/lib",
        "  /lib64\t/usr/lib  ignored",
        "/usr/lib64 /usr/lib",
        "/one /two",
        "/chain /usr/lib64",
        "/toroot /",
        "/ /r",
        "/slash/ /usr/lib",
        "/deep/er /one",
        "/deep /two",
        "/twice /one",
        "/twice /two",
        "/d /a/",
        "/nothing",
        "");
    write(".subs", "/www /srv/w", "/mine /lib", "/usr/lib/old /usr/lib/x", "/\u00e4 /usr/lib");

    Libselinux.assertAgreement(
        file,
        files(
            "/lib",
            "/lib/",
            "/lib/x",
            "/libx",
            "/lib64/x",
            "/usr/lib64/x",
            "/one",
            "/one/y",
            "/chain/x",
            "/toroot",
            "/toroot/r",
            "/toroot/r/x",
            "/",
            "//",
            "/slash",
            "/slash/x",
            "/slash//x",
            "/deep/er/x",
            "/deep/x",
            "/deep/erx",
            "/twice/x",
            "/d/b",
            "/d",
            "/www",
            "/www/x",
            "/mine/x",
            "/mine/",
            "/usr/lib/old",
            "/usr/lib/old/x",
            "/nothing/x",
            "//lib//x",
            "/lib/x/",
            "lib/x",
            "/\u00c3\u00a4/x"));
  }

  @Test
  void fieldsArePartedByAnyWhiteSpace() throws IOException {
    Path file =
        write(
            "",
            "",
            "   ",
            "# /a u:r:comment_t",
            "  # \u00e4",
            "\t/a\t \u000b--\f  u:r:a_t:s0-s0:c0.c1023\t",
            "/b u:r:b_t\r",
            "/c -- u:r:c_t behind it \u00e4",
            "/d#e u:r:hash_t",
            "/f\t\t\tu:r:f_t");

    Libselinux.assertAgreement(file, files("/a", "/b", "/b\r", "/c", "/d", "/d#e", "/f", "#"));
  }

  @Test
  void regexesAreThoseOfPcre() throws IOException {
    String[] regexes = {
      "/[]x]",
      "/[^]x]",
      "/[a-cx-z]+",
      "/[-a]",
      "/[a-]",
      "/[[:digit:]]+",
      "/[[:^alpha:]_]",
      "/\\d\\d",
      "/\\w+\\W",
      "/\\s",
      "/\\S\\S\\S\\S",
      "/x{2}",
      "/x{2,}y",
      "/x{1,2}z",
      "/x{,",
      "/x{a}",
      "/{}",
      "/(a|b)?c",
      "/(?:a|bc|)d",
      "/a*?b",
      "/a+?c",
      "/(a*)*e",
      "/(a|ab)(c|bcd)(d*)",
      "/\\x41",
      "/\\t",
      "/a\\+b",
      "/.",
      "/..",
      "/a.c",
      "/(.*/)?m",
      "/(.*)?/n",
      "/n(/.*)?",
      "/[^/]+/q",
      "/q?/?",
      "/r$",
      "/\\$",
      "/s|t",
      "u|/v$|w",
      "^/y",
      "/\\_\\-\\,\\@\\:\\#",
      "/[\\]\\-\\\\]",
      "/a{0}f",
      "/((((g))))",
      "/~%&=!\"';<>`",
      "/]",
      "/}",
      "/(/)h",
      "/[.]i",
      "/i/*j",
      "/i/?k",
      "/(|l)o"
    };
    StringBuilder specs = new StringBuilder();
    for (int i = 0; i < regexes.length; i++) {
      specs.append(regexes[i]).append(" u:r:t").append(i).append("_t\n");
    }
    Path file = Files.writeString(folder.resolve("file_contexts"), specs);
    List<Question> questions = new ArrayList<>();
    Random random = new Random(20);
    String alphabet = "/abcdefghijklmnopqrstuvwxyz./-_]}{,+0129A^$\\ \t\n\u00e9\u00ff";
    for (String regex : regexes) {
      questions.add(Question.file(regex));
      questions.add(Question.file(regex.replaceAll("[\\\\\\[\\]()*?+{}|^$]", "")));
      for (int i = 0; i < 60; i++) {
        questions.add(Question.file(mutated(regex, alphabet, random)));
      }
    }

    Libselinux.assertAgreement(file, questions);
  }

  private static String mutated(String regex, String alphabet, Random random) {
    StringBuilder path = new StringBuilder(regex.replaceAll("[\\\\\\[\\]()*?+{}|^$]", ""));
    for (int i = random.nextInt(4); i >= 0 && path.length() > 1; i--) {
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      int at = 1 + random.nextInt(path.length() - 1);
      switch (random.nextInt(3)) {
        case 0 -> path.insert(at, c);
        case 1 -> path.setCharAt(at, c);
        default -> path.deleteCharAt(at);
      }
    }
    return path.toString();
  }

  @Test
  void specsThatReleasesDifferAboutAreAnsweredAsByThreeFourAndNamed() throws IOException {
    Path file =
        write(
            "",
            "/usr/x|/etc/y u:r:open_t",
            "/a\\-b/c u:r:stem_t",
            "/twice u:r:first_t",
            "/twice -- u:r:second_t",
            "/d\\d u:r:digit_t",
            "/d[0-9] u:r:later_t",
            "/run/*.pid u:r:pid_t");
    List<Question> questions =
        files(
            "/etc/y",
            "/usr/etc/y",
            "/usr/xyz",
            "/foo/etc/y",
            "/a-b/c",
            "/a\\-b/c",
            "/twice",
            "/d5",
            "/run/x.pid",
            "/runx.pid",
            "/twice\n",
            "/run/x/.pid");

    assertThat(Libselinux.ours(file, List.of(Question.file("/twice"), Question.file("/d5"))))
        .containsExactly("u:r:second_t", "u:r:digit_t");
    assertThat(FileContexts.read(LabelFiles.find(file)).warnings())
        .extracting(LabelWarning::line)
        .containsExactlyInAnyOrder(1, 2, 4, 5);
    assumeTrue(Libselinux.isBefore38(folder), "libselinux is of 3.8 or later");
    Libselinux.assertAgreement(file, questions);
  }

  /** Specs of a few pieces, put together by chance, and paths of the same. */
  @Test
  void specsMadeByChanceHaveTheSameLabels() throws IOException {
    assumeTrue(Libselinux.isBefore38(folder), "libselinux is of 3.8 or later");
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Path file = folder.resolve("file_contexts");
      StringBuilder specs = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        specs.append(RandomRegex.spec(random)).append(' ');
        if (random.nextInt(3) == 0) {
          specs.append(RandomRegex.one(TYPES, random).field()).append(' ');
        }
        String context = random.nextInt(12) == 0 ? "<<none>>" : "u:r:t" + i + "_t";
        specs.append(context).append('\n');
      }
      Files.writeString(file, specs);
      List<Question> questions = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        FileType type = RandomRegex.one(TYPES, random);
        questions.add(new Question(type, RandomRegex.path(random)));
      }

      Libselinux.assertAgreement(file, questions);
    }
  }
}
