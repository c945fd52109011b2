package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.ImaKeyId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VerificationKeysTest {
  private static final ImaVerificationKey LOW =
      ImaVerificationKey.of(new ImaKeyId(1), new byte[] {1});
  private static final ImaVerificationKey HIGH =
      ImaVerificationKey.of(new ImaKeyId(0xff000000), new byte[] {2});

  @Test
  void keysAreWrittenAsKeylimeHasThemInOneOrder() throws IOException {
    String expected = "{\"keyids\":[1,4278190080],\"pubkeys\":[\"AQ==\",\"Ag==\"]}";

    assertThat(with("", LOW, HIGH)).isEqualTo(expected);
    assertThat(with("", HIGH, LOW, HIGH)).isEqualTo(expected);
  }

  @Test
  void keysOfTheBaseStayAndAreNotRepeated() throws IOException {
    String base = "{\"meta\": {\"version\": 1}, \"pubkeys\": [\"Ag==\"], \"keyids\": [4278190080]}";

    assertThat(with(base, LOW)).isEqualTo(with("", LOW, HIGH));
    assertThat(with(base, HIGH)).isEqualTo(with("", HIGH));
    assertThat(with(base)).isEqualTo(base);
  }

  @Test
  void oneKeyMayHaveTwoIds() throws IOException {
    ImaVerificationKey again = new ImaVerificationKey(HIGH.id(), LOW.publicKey());

    assertThat(with("", LOW, again))
        .isEqualTo("{\"keyids\":[1,4278190080],\"pubkeys\":[\"AQ==\",\"AQ==\"]}");
  }

  @Test
  void twoKeysOfOneIdAreRefused() {
    ImaVerificationKey same = new ImaVerificationKey(LOW.id(), HIGH.publicKey());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("", LOW, same))
        .withMessageContaining("00000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("{\"keyids\":[1],\"pubkeys\":[\"Ag==\"]}", LOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"keyids\":[],\"pubkeys\":[\"Ag==\"]}|0 keyids for 1 pubkeys",
        "{\"keyids\":[-1],\"pubkeys\":[\"Ag==\"]}|-1",
        "{\"keyids\":[4294967296],\"pubkeys\":[\"Ag==\"]}|4294967296",
        "{\"keyids\":[99999999999999999999],\"pubkeys\":[\"Ag==\"]}|9999",
        "{\"pubkeys\":[]}|lack",
      })
  void keysThatMakeNoSenseAreNotAddedTo(String base, String problem) {
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> with(base, LOW))
        .withMessageContaining(problem)
        .withMessageContaining("base, in verification-keys");
  }

  private static String with(String present, ImaVerificationKey... further) throws IOException {
    PolicySettings none = PolicySettings.DEFAULT;
    return new PolicySettings(
            none.release(),
            none.timestamp(),
            none.excludes(),
            none.keyrings(),
            none.ignoredKeyrings(),
            none.logHashAlgorithm(),
            none.imaBuf(),
            present)
        .withVerificationKeys("base", List.of(further))
        .verificationKeys();
  }
}
