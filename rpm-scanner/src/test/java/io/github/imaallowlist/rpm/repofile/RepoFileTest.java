package io.github.imaallowlist.rpm.repofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code .repo} files, as dnf.conf(5) and librepo's {@code repoconf.c} have them. */
class RepoFileTest {
  private static List<RepoSection> parse(String text) throws MalformedInputException {
    return RepoFile.parse("x.repo", text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void sectionsHaveTheirOptions() throws MalformedInputException {
    List<RepoSection> sections =
        parse(
            """
            # a comment
            [main]
            gpgcheck=1

            [base]
            name = Base = all
            baseurl=http://one.example/a, http://two.example/b
              http://three.example/c
            ; another comment
            \thttp://four.example/d
            enabled=1
            [extra]\r
            baseurl =\r
              http://extra.example/\r
            enabled=no
            [base]
            enabled=0
            """);

    assertThat(sections).extracting(RepoSection::id).containsExactly("base", "extra");
    RepoSection base = sections.get(0);
    assertThat(base.text("name")).contains("Base = all");
    assertThat(base.list("baseurl"))
        .containsExactly(
            "http://one.example/a",
            "http://two.example/b",
            "http://three.example/c",
            "http://four.example/d");
    assertThat(base.flag("enabled", true)).isFalse();
    assertThat(base.flag("gpgcheck", true)).isTrue();
    assertThat(sections.get(1).list("baseurl")).containsExactly("http://extra.example/");
    assertThat(sections.get(1).flag("enabled", true)).isFalse();
  }

  @Test
  void variablesHaveTheValuesThatWereGiven() throws Exception {
    RepoSection section =
        parse("[a]\nbaseurl=http://h/$releasever/${basearch}/$basearch/x\nname=$arch\n").get(0);

    RepoSection expanded =
        section.with(
            Map.of("releasever", "9", "basearch", "$1\\x"), List.of("baseurl", "metalink"));

    assertThat(expanded.list("baseurl")).containsExactly("http://h/9/$1\\x/$1\\x/x");
    assertThat(expanded.text("name")).contains("$arch");
    assertThatThrownBy(() -> section.with(Map.of("basearch", "x"), List.of("baseurl")))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.USAGE, AllowlistException::exitCode)
        .satisfies(e -> assertThat(e.remedy()).contains("--setvar releasever=VALUE"))
        .extracting(Throwable::getMessage)
        .asString()
        .contains("x.repo", "[a]", "$releasever");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseurl=x\n",
        "[a\nbaseurl=x\n",
        "[]\n",
        "[a]\nbaseurl\n",
        "[a]\n=x\n",
        " http://first.example/\n",
        "[a]\n http://nothing.before.example/\n"
      })
  void whatIsNoSuchFileIsRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("at line ");
  }

  @Test
  void flagThatIsNeitherYesNorNoIsRefused() throws MalformedInputException {
    RepoSection section = parse("[a]\nenabled=perhaps\n").get(0);

    assertThatThrownBy(() -> section.flag("enabled", true))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("enabled in [a]");
  }

  @Test
  void fileThatIsTooLongOrNotUtf8IsRefused(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("long.repo"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> RepoFile.read("long.repo", file))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> RepoFile.parse("x.repo", new byte[] {'[', (byte) 0xE4, ']'}))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("UTF-8");
  }
}
