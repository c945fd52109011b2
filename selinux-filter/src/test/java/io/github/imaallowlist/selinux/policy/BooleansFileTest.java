package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BooleansFileTest {
  private static Map<String, Boolean> read(String text) throws IOException {
    return BooleansFile.read(
        "host",
        new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
        Set.of("a", "b", "c", "httpd_enable_cgi"));
  }

  @Test
  void valuesAreThoseThatGetseboolShows() throws Exception {
    assertThat(read("# of a host\nb --> on\n\na --> off\nc --> on pending: off\r\n"))
        .isEqualTo(Map.of("a", false, "b", true, "c", true));
  }

  @Test
  void hostWithoutBooleansHasNone() throws Exception {
    assertThat(read("No booleans\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "b --> yes", "b -> on", "b on", "b --> on off", "\u001bb --> on"})
  void otherLinesAreAnError(String line) {
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> read("a --> on\n" + line + "\n"))
        .withMessageStartingWith("host: line 2: expected `name --> on` or `name --> off`, not: ")
        .withMessageNotContaining("\u001b");
  }

  @Test
  void booleanThatThePolicyLacksIsAnErrorWithItsLineAndTheNearestName() {
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> read("a --> on\nhttpd_enable_cgy --> on\n"))
        .withMessage(
            "host: line 2: the policy has no boolean httpd_enable_cgy;"
                + " did you mean httpd_enable_cgi?");
  }

  @Test
  void secondLineAboutABooleanIsAnError() {
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> read("a --> on\na --> on\n"))
        .withMessage("host: line 2: a second line about a");
  }

  @Test
  void fileBeyondAllSizesIsAnError() {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read("#".repeat(SetoolsLimits.BOOLEANS_BYTES + 1)));
  }
}
