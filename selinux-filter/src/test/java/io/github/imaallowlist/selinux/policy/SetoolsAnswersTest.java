package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are not quite setools'. */
final class SetoolsAnswersTest {
  private final FakeSetools setools;

  SetoolsAnswersTest(@TempDir Path folder) throws IOException {
    this.setools = new FakeSetools(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Booleans: 1~Booleans: 2~Booleans: 2 announced, and 1 there",
        "Types: 2~Types: 3~3 announced, and 2 there",
        "Booleans~Bullions~a section of its own",
        "Users: 1~Roles: 1~a section of its own",
        "bool init_runs true~bool init_runs maybe~true or false",
        "bool init_runs true~bool init runs true~true or false",
        "bool init_runs true;~bool init_runs true~a statement `bool ...;`",
        "type init_t, domain;~type init_t, domain, domain;~",
        "type init_t, domain;~type init_t,domain;~a name",
        "type init_t, domain;~type bin_t, domain;~",
        "attribute domain;~attribute domain one;~a name",
        "attribute empty;~attribute domain;~was not there yet",
        "alias { sbin_t xbin_t }~alias { sbin_t sbin_t }~was not there yet",
        "alias { sbin_t xbin_t }~alias { sbin_t xbin_t~{ and }",
        "alias { sbin_t xbin_t }~alias init_t~one name for two",
        "'\tinit_t'~'\tbin_t'~types have other attributes",
        "'\tinit_t'~'\tinit_t;'~a name",
        "inherits file~inherits nothing~inherits what is none",
        "'\tread'~'  read'~a permission or }",
        "common file~common  file~a name",
        "role object_r;~role b\u00ffd;~a name",
        "role object_r~rule object_r~a statement `role ...;`",
      })
  void componentsOfAnotherShapeAreAnError(String text, String other, String problem)
      throws Exception {
    assertThat(FakeSetools.COMPONENTS).contains(text);
    setools.answers("4.4.1", FakeSetools.COMPONENTS.replace(text, other), FakeSetools.RULES);

    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(setools::read)
        .withMessageStartingWith("output of seinfo: line ")
        .withMessageContaining(problem == null ? "" : problem);
  }

  @Test
  void answerCutShortIsAnErrorWhereverItEnds() throws Exception {
    for (int length = 0; length < FakeSetools.COMPONENTS.length(); length += 29) {
      setools.answers("4.4.1", FakeSetools.COMPONENTS.substring(0, length), FakeSetools.RULES);

      assertThatExceptionOfType(MalformedInputException.class)
          .isThrownBy(setools::read)
          .withMessageStartingWith("output of seinfo: line ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "allow domain~dontaudit domain~line 1: expected an allow rule, not: dontaudit domain",
        "allow domain file_type:file~allow domain file_type~an allow rule",
        "allow domain~allow nobody~line 1: seinfo knows no type or attribute nobody",
        "empty:file~sbin_t:file~line 3: seinfo knows no type or attribute sbin_t",
        "empty:file~empty:dir~of a class that was asked for",
        "{ execute read }~{ execute append }~line 1: seinfo knows no permission of class file append",
        "{ execute read }~{ execute read~{ and }",
        "{ execute read }~{ execute  read }~a name",
        "{ execute read }~{ }~{ and }",
        "[ init_runs ]~[ other ]~line 2: seinfo knows no boolean other",
        "[ init_runs ]~[ init_runs init_runs ]~no operator where one is needed",
        "[ init_runs ]~[]~an allow rule, perhaps with a condition",
        "]:False~]:Perhaps~an allow rule, perhaps with a condition",
        "empty:file read;~empty~the output ends within a line",
        "empty:file~'\u0000\u001b[2J:file'~line 3: expected a name, not: allow init_t ??[2J:file",
      })
  void rulesOfAnotherShapeAreAnError(String text, String other, String problem) throws Exception {
    assertThat(FakeSetools.RULES).contains(text);
    String rules = FakeSetools.RULES.replace(text, other);
    setools.answers(
        "4.4.1", FakeSetools.COMPONENTS, problem.contains("ends within") ? rules.strip() : rules);

    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(setools::read)
        .withMessageStartingWith("output of sesearch: line ")
        .withMessageContaining(problem);
  }

  @Test
  void lineBeyondAllLengthsIsAnError() throws Exception {
    setools.program("sesearch", "4.4.1", "head -c 5000000 /dev/zero | tr '\\0' a; cat /dev/zero");

    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(setools::read)
        .withMessageContaining("a line longer than 4194304 bytes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exec yes", "exec cat /dev/zero", "exec yes 'allow init_t bin_t:file read;'"})
  void programThatFloodsIsKilled(String flood) throws Exception {
    setools.program("sesearch", "4.4.1", flood);

    assertThatThrownBy(setools::read)
        .isInstanceOfAny(MalformedInputException.class, LimitExceededException.class)
        .hasMessageStartingWith("output of sesearch: line ");
  }
}
