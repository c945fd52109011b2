package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilterDigestReaderTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private static Optional<String> read(String text) throws IOException {
    return FilterDigestReader.read(
        "list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void findsTheDigestAmongAllElse() throws IOException {
    assertThat(
            read(
                "{\"digests\":{\"/a\":[\"0\"]},\"provenance\":{\"sources\":[{}],\"filter\":"
                    + "{\"ima-policy\":\"p\",\"ima-policy-sha256\":\"%s\"}}}".formatted(DIGEST)))
        .contains(DIGEST);
  }

  @Test
  void isEmptyWhereTheListIsNotForAPolicy() throws IOException {
    assertThat(read("{}")).isEmpty();
    assertThat(read("{\"provenance\":{\"ima-policy-sha256\":\"%s\"}}".formatted(DIGEST))).isEmpty();
    assertThat(read("{\"filter\":{\"ima-policy-sha256\":\"%s\"}}".formatted(DIGEST))).isEmpty();
  }

  @Test
  void whatIsNoDigestIsMalformed() {
    for (String digest :
        new String[] {"\"\"", "1", "\"" + DIGEST.toUpperCase(Locale.ROOT) + "\"", "null"}) {
      assertThatThrownBy(
              () ->
                  read(
                      "{\"provenance\":{\"filter\":{\"ima-policy-sha256\":%s}}}".formatted(digest)))
          .isInstanceOf(MalformedInputException.class);
    }
    assertThatThrownBy(() -> read("[]")).isInstanceOf(MalformedInputException.class);
  }
}
