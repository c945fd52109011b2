package io.github.imaallowlist.signing;

import static io.github.imaallowlist.signing.Envelopes.TYPE;
import static io.github.imaallowlist.signing.Envelopes.envelope;
import static io.github.imaallowlist.signing.Envelopes.signature;
import static io.github.imaallowlist.signing.Envelopes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way not to be an envelope, or to be more than one should be. */
class MalformedEnvelopeTest extends EnvelopeTrial {
  // What is not an envelope.

  @Test
  void everyTruncation() {
    byte[] whole = utf8(envelope(TEXT, TYPE, good));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> verify(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(MalformedInputException.class);
    }
  }

  @Test
  void everyChangedByteOfThePayloadIsNoticed() {
    String whole = envelope(TEXT, TYPE, good);
    int start = whole.indexOf(TEXT);
    for (int i = 0; i < TEXT.length(); i++) {
      byte[] changed = utf8(whole);
      changed[start + i] = (byte) (changed[start + i] == 'A' ? 'B' : 'A');
      assertThatThrownBy(() -> verify(changed))
          .as("byte %d", i)
          .isInstanceOfAny(AllowlistException.class, MalformedInputException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "}", ",", "{}", "null", "\u0000", "\"\"", "// comment"})
  void trailingGarbage(String garbage) {
    assertMalformed(envelope(TEXT, TYPE, good) + garbage, "at byte ");
  }

  @Test
  void memberThatComesTwice() {
    String twice = ", \"%s\": %s}";
    String whole = envelope(TEXT, TYPE, good);
    String open = whole.substring(0, whole.length() - 1);

    assertMalformed(open + twice.formatted("payload", '"' + OTHER + '"'), "second member");
    assertMalformed(open + twice.formatted("p\\u0061yload", '"' + OTHER + '"'), "second member");
    assertMalformed(open + twice.formatted("payloadType", '"' + TYPE + '"'), "second member");
    assertMalformed(open + twice.formatted("signatures", "[]"), "second member");
    assertMalformed(
        envelope(TEXT, TYPE, "{\"sig\": \"\", \"sig\": \"\"}"), "second member \"sig\"");
    assertMalformed(
        envelope(TEXT, TYPE, "{\"keyid\": \"\", \"keyid\": null, \"sig\": \"\"}"),
        "second member \"keyid\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"payload", "payloadType", "signatures"})
  void missingMember(String member) {
    assertMalformed(
        envelope(TEXT, TYPE, good).replace("\"" + member + "\"", "\"x\""),
        "no member \"" + member + "\"");
  }

  @Test
  void signatureWithoutSig() {
    assertMalformed(envelope(TEXT, TYPE, good, "{\"keyid\": \"a\"}"), "no member \"sig\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "true", "[]", "{}", "[\"QUJD\"]"})
  void valueOfAnotherJsonType(String value) {
    assertMalformed(
        "{\"payload\": %s, \"payloadType\": \"\", \"signatures\": []}".formatted(value),
        "expected \"payload\" as a string");
    assertMalformed(
        "{\"payload\": \"\", \"payloadType\": %s, \"signatures\": []}".formatted(value),
        "expected \"payloadType\" as a string");
    assertMalformed(envelope(TEXT, TYPE, "{\"sig\": " + value + "}"), "expected \"sig\"");
    if (!value.equals("{}")) {
      assertMalformed(envelope(TEXT, TYPE, value), "expected a signature as an object");
    }
    if (!value.startsWith("[")) {
      assertMalformed(
          "{\"payload\": \"\", \"payloadType\": \"\", \"signatures\": %s}".formatted(value),
          "expected \"signatures\" as an array");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "[]", "\"\"", "null", "garbage", "-----BEGIN PUBLIC KEY-----"})
  void noJsonObject(String text) {
    assertMalformed(text, "");
  }

  @Test
  void plainPolicy() {
    assertMalformed("{\"meta\": {\"version\": 1}, \"digests\": {}}", "is no DSSE envelope");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "QUJ", "QUJDR", "QUJD=", "Q===", "====", "QUI=QUJD", "QQ==QQ==", "QUJDQQ", "QUJ%",
        "QU-_", "QUI+\\n", "QUJ DQ==", "QR==", "QUJ=", "\\u0051UJD", "QUJDQUI\\/", "QU=D", "ä===",
      })
  void flawedBase64OfThePayload(String text) {
    assertMalformed(envelope(text, TYPE, good), "at byte ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUJ", "QUI", "Q===", "QUI=QUJD", "QU-_", "QUJ DQ==", "QR==", "ä==="})
  void flawedBase64OfOneSignatureRejectsAllAsInKeylime(String text) {
    assertMalformed(envelope(TEXT, TYPE, good, "{\"sig\": \"" + text + "\"}"), "standard base64");
  }

  @Test
  void flawInThePayloadIsNamedByItsByte() {
    String text = "QUJD".repeat(50_000) + "QU*D" + "QUJD".repeat(50_000);
    String envelope = envelope(text, TYPE, good);

    assertThatThrownBy(() -> verify(utf8(envelope)))
        .isInstanceOf(MalformedInputException.class)
        .asInstanceOf(InstanceOfAssertFactories.type(InputException.class))
        .satisfies(e -> assertThat(e.offset()).isEqualTo(envelope.indexOf('*')));
  }

  @Test
  void paddingInTheMiddleOfALongPayloadIsNamed() {
    // The first chunk that is decoded ends with the padding.
    String text = "A".repeat(64 * 1024 - 4) + "QUI=" + "QUJD";

    assertMalformed(envelope(text, TYPE, good), "padded before its end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void otherEncodingThanUtf8(String charset) {
    assertMalformed(
        envelope(TEXT, TYPE, good).getBytes(Charset.forName(charset)), "expected JSON in UTF-8");
  }

  @Test
  void byteOrderMark() {
    assertMalformed("\ufeff" + envelope(TEXT, TYPE, good), "expected JSON in UTF-8");
  }

  @Test
  void invalidUtf8() {
    byte[] latin1 =
        envelope(TEXT, TYPE, good)
            .replace("{\"payload\"", "{\"\u00e4\": \"\u00e4\", \"payload\"")
            .getBytes(StandardCharsets.ISO_8859_1);

    assertMalformed(latin1, "at byte ");
  }

  @Test
  void controlCharacterInsideAString() {
    assertMalformed(envelope("QUJD\nQUJD", TYPE, good), "at byte ");
  }

  // What asks for too much.

  @Test
  void hugeKeyId() {
    String huge = "x".repeat(SigningLimits.ENVELOPE_STRING + 1);

    assertBeyondLimits(envelope(TEXT, TYPE, signature(huge, sig)));
    assertBeyondLimits(envelope(TEXT, huge, good));
    assertBeyondLimits(envelope(TEXT, TYPE, "{\"sig\": \"" + huge + "\"}"));
  }

  @Test
  void hugeUnknownStringIsPassedOver() throws Exception {
    assertAccepted(
        envelope(TEXT, TYPE, good).replaceFirst("\\{", "{\"x\": \"" + "y".repeat(300_000) + "\","));
  }

  @Test
  void hugeName() {
    assertBeyondLimits("{\"" + "x".repeat(200_000) + "\": 1}");
  }

  @Test
  void tooManySignatures() throws Exception {
    String[] most = new String[SigningLimits.SIGNATURES];
    Arrays.fill(most, good);
    assertAccepted(envelope(TEXT, TYPE, most));

    String[] more = Arrays.copyOf(most, most.length + 1);
    more[most.length] = good;
    assertBeyondLimits(envelope(TEXT, TYPE, more));
  }

  @Test
  void deepNesting() {
    assertBeyondLimits("{\"x\": " + "[".repeat(100_000));
    assertBeyondLimits("{\"x\": " + "{\"x\":".repeat(100_000));
  }

  @Test
  void tooManyUnknownMembers() {
    StringBuilder envelope = new StringBuilder("{");
    for (int i = 0; i < SigningLimits.ENVELOPE_TOKENS; i++) {
      envelope.append("\"m").append(i).append("\": 0, ");
    }

    assertBeyondLimits(envelope + "\"payload\": \"\"}");
  }
}
