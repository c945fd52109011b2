package io.github.imaallowlist.signing.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
  private static final String BLOCK = "-----BEGIN X-----\nQUJD\n-----END X-----\n";

  private static PemFile parse(String text) throws IOException {
    return PemFile.parse("key.pem", PemContents.KEY, text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BLOCK,
        "text before\n" + BLOCK + "text after",
        "-----BEGIN X-----\r\nQU\r\nJD\r\n-----END X-----\r\n",
        "-----BEGIN X-----\nQUJD\n-----END X-----"
      })
  void blockIsFoundWhateverIsAroundIt(String text) throws Exception {
    try (PemFile file = parse(text)) {
      assertThat(file.blocks()).hasSize(1);
      assertThat(file.blocks().get(0).label()).isEqualTo("X");
      assertThat(file.blocks().get(0).decode()).asString().isEqualTo("ABC");
    }
  }

  @Test
  void whatWasReadIsWiped() throws Exception {
    byte[] text = BLOCK.getBytes(StandardCharsets.UTF_8);

    PemFile.parse("key.pem", PemContents.KEY, text).close();

    assertThat(text).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM at all",
        "-----BEGIN X-----\nQUJD\n",
        "-----BEGIN X-----",
        "-----BEGIN X\nQUJD\n-----END X-----\n",
        "-----BEGIN X-----\nQUJD\n-----END Y-----\n"
      })
  void blockThatIsNotWholeIsMalformed(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageStartingWith("key.pem: at byte ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUJ", "QU=JD", "QU-D", "QUJD=", "Proc-Type"})
  void bodyThatIsNotBase64IsMalformed(String body) throws Exception {
    try (PemFile file = parse("-----BEGIN X-----\n" + body + "\n-----END X-----\n")) {
      PemBlock block = file.blocks().get(0);

      assertThatThrownBy(block::decode).isInstanceOf(MalformedInputException.class);
    }
  }

  @Test
  void derIsNamedAsSuch() {
    assertThatThrownBy(() -> parse("0\u0001\u0002"))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("DER");
  }

  @Test
  void fileBeyondTheLimitIsRefused() {
    assertThatThrownBy(() -> parse(BLOCK + "x".repeat(PemContents.KEY.maxBytes())))
        .isInstanceOf(LimitExceededException.class);
  }

  @Test
  void tooManyBlocksAreRefused() {
    assertThatThrownBy(() -> parse(BLOCK.repeat(PemContents.KEY.maxBlocks() + 1)))
        .isInstanceOf(LimitExceededException.class);
  }
}
