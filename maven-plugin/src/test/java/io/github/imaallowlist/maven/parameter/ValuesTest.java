package io.github.imaallowlist.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.trust.Requirement;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @Test
  void aChoiceIsFoundInUpperOrLowerCase() throws AllowlistException {
    assertThat(Values.oneOf("trust", Requirement.values(), " Metadata "))
        .isEqualTo(Requirement.METADATA);
  }

  @Test
  void aWrongChoiceNamesTheParameterAndWhatThereIs() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> Values.oneOf("trust", Requirement.values(), "all"))
        .withMessage(
            "the parameter trust has the value 'all': expected one of either, packages, metadata,"
                + " both")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .satisfies(e -> assertThat(e.remedy()).contains("-Dima.trust"));
  }

  @ParameterizedTest
  @CsvSource({"7, PT168H", "12h, PT12H", "2d, PT48H", "4w, PT672H"})
  void daysHaveAUnit(String value, Duration expected) throws AllowlistException {
    assertThat(Values.days("maxAge", value)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3m", "", "12345678"})
  void whatIsNoNumberOfDaysIsRefused(String value) {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> Values.days("maxAge", value))
        .withMessageContaining("maxAge");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
    "2026-01-02T03:04:05+01:00, 2026-01-02T02:04:05Z",
    "1767323045, 2026-01-02T03:04:05Z"
  })
  void theBuildsTimeIsReadAsMavensPluginsReadIt(String value, Instant expected)
      throws AllowlistException {
    assertThat(Values.outputTimestamp("outputTimestamp", value)).contains(expected);
  }

  @Test
  void oneCharacterSwitchesTheBuildsTimeOff() throws AllowlistException {
    assertThat(Values.outputTimestamp("outputTimestamp", "x")).isEmpty();
    assertThat(Values.outputTimestamp("outputTimestamp", null)).isEmpty();
  }

  @Test
  void theTimeThatMaven4HasByDefaultIsNone() throws AllowlistException {
    assertThat(Values.outputTimestamp("outputTimestamp", "1980-02-01T00:00:00Z")).isEmpty();
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> Values.outputTimestamp("outputTimestamp", "yesterday"))
        .withMessageContaining("outputTimestamp");
  }

  @Test
  void filesWithNamesAreBelowTheFolder() throws AllowlistException {
    assertThat(Values.namedFiles("imaBuf", List.of("selinux-state=a/state"), Path.of("/project")))
        .isEqualTo(Map.of("selinux-state", new File("/project/a/state")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "=file", "name="})
  void aFileWithoutANameIsRefused(String value) {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> Values.named("setvar", List.of(value)))
        .withMessageContaining("setvar");
  }

  @Test
  void aPatternThatIsNoneNamesItsParameter() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> Values.globs("exclude", List.of("[a")))
        .withMessageContaining("exclude");
  }
}
