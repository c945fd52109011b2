package io.github.imaallowlist.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  @Test
  void anInputErrorNamesFileAndOffset() {
    InputException error = new MalformedInputException("a.rpm", 96, "expected a header");
    assertThat(error).hasMessage("a.rpm: at byte 96: expected a header");
    assertThat(error.source()).isEqualTo("a.rpm");
    assertThat(error.offset()).isEqualTo(96);
    assertThat(error.problem()).isEqualTo("expected a header");
  }

  @Test
  void anInputErrorWithoutAPlaceNamesTheFileAlone() {
    IOException cause = new IOException("cause");
    assertThat(new LimitExceededException("a", InputException.NO_OFFSET, "too large", cause))
        .hasMessage("a: too large")
        .hasCause(cause);
    assertThat(new UnsupportedInputException("a", 0, "version 9"))
        .hasMessage("a: at byte 0: version 9")
        .hasNoCause();
  }

  @Test
  void anOperationsErrorCarriesExitCodeAndRemedy() {
    AllowlistException error =
        new AllowlistException(ExitCode.NO_TRUST, "not signed", "use --allow-unsigned");
    assertThat(error).hasMessage("not signed").hasNoCause();
    assertThat(error.exitCode()).isEqualTo(ExitCode.NO_TRUST);
    assertThat(error.remedy()).isEqualTo("use --allow-unsigned");
  }

  @Test
  void exitStatusesAreThoseThatScriptsRelyOn() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::status))
        .containsExactly(0, 1, 2, 3, 4, 5, 70);
  }
}
