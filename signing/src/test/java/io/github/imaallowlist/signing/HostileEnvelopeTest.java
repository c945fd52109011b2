package io.github.imaallowlist.signing;

import static io.github.imaallowlist.signing.Envelopes.TYPE;
import static io.github.imaallowlist.signing.Envelopes.base64;
import static io.github.imaallowlist.signing.Envelopes.envelope;
import static io.github.imaallowlist.signing.Envelopes.pae;
import static io.github.imaallowlist.signing.Envelopes.signature;
import static io.github.imaallowlist.signing.Envelopes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way for an envelope to be wrong; a good one stands beside them, so that none fails idly. */
class HostileEnvelopeTest {
  private static final byte[] PAYLOAD = utf8("{\"digests\": {\"/usr/bin/true\": [\"00\"]}}");
  private static final String TEXT = base64(PAYLOAD);
  private static final String OTHER = base64(utf8("{\"digests\": {\"/usr/bin/evil\": [\"00\"]}}"));

  @TempDir private static Path folder;
  private static SigningKey signer;
  private static SigningKey stranger;
  private static VerificationKey key;
  private static byte[] sig;
  private static String good;

  @BeforeAll
  static void signOnce() throws Exception {
    signer = newKey("signer");
    stranger = newKey("stranger");
    key = signer.verificationKey();
    sig = signer.sign(sha256(pae(TYPE, PAYLOAD)));
    good = signature(key.keyId(), sig);
  }

  private static SigningKey newKey(String name) throws Exception {
    Path file = folder.resolve(name);
    KeyPairGeneration.plain(EllipticCurve.P_256).write(file, folder.resolve(name + ".pub"));
    return SigningKey.read(file, Passphrase.none());
  }

  private static byte[] sha256(byte[] message) {
    return HashAlgorithm.SHA256.newMessageDigest().digest(message);
  }

  private static VerifiedPayload verify(byte[] envelope) throws Exception {
    return new DsseVerifier(PayloadType.KEYLIME, List.of(key))
        .verify(ByteSource.of("policy.json", envelope), OutputStream.nullOutputStream());
  }

  private static void assertAccepted(String envelope) throws Exception {
    assertThat(verify(utf8(envelope)).signers()).containsExactly(key);
  }

  private static void assertNoTrust(String envelope, String reason) {
    assertThatThrownBy(() -> verify(utf8(envelope)))
        .hasMessageStartingWith("policy.json: ")
        .hasMessageContaining(reason)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST))
        .satisfies(e -> assertThat(e.remedy()).isNotBlank());
  }

  private static void assertMalformed(String envelope, String reason) {
    assertMalformed(utf8(envelope), reason);
  }

  private static void assertMalformed(byte[] envelope, String reason) {
    assertThatThrownBy(() -> verify(envelope))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageStartingWith("policy.json: ")
        .hasMessageContaining(reason);
  }

  private static void assertBeyondLimits(String envelope) {
    assertThatThrownBy(() -> verify(utf8(envelope))).isInstanceOf(LimitExceededException.class);
  }

  // What is good, in forms that differ.

  @Test
  void goodEnvelopeIsAccepted() throws Exception {
    assertAccepted(envelope(TEXT, TYPE, good));
  }

  @Test
  void membersMayComeInAnyOrder() throws Exception {
    assertAccepted(
        "{\"signatures\":[{\"sig\":\"%s\"}],\"payloadType\":\"%s\",\"payload\":\"%s\"}\n"
            .formatted(base64(sig), TYPE, TEXT));
    assertAccepted(
        " {\t\"payloadType\"\n: \"%s\", \"payload\"\r\n:  \"%s\" , \"signatures\": [%s]}  "
            .formatted(TYPE, TEXT, good));
  }

  @Test
  void unknownMembersAreIgnoredAsTheFormatAsks() throws Exception {
    assertAccepted(
        "{\"é\": [{\"payload\": 1}, null], \"payload\": \"%s\", \"payloadType\": \"%s\","
                .formatted(TEXT, TYPE)
            + "\"signatures\": [{\"keyid\": null, \"extension\": {\"sig\": 1}, \"sig\": \"%s\"}]}"
                .formatted(base64(sig)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wrong", "\\u0000\\n"})
  void keyIdIsOnlyAHint(String keyId) throws Exception {
    assertAccepted(envelope(TEXT, TYPE, signature(keyId, sig)));
  }

  @Test
  void signatureThatIsNoneDoesNotSpoilAGoodOne() throws Exception {
    assertAccepted(envelope(TEXT, TYPE, signature("rsa", new byte[256]), good));
    assertAccepted(envelope(TEXT, TYPE, signature("", new byte[0]), good));
  }

  // What is well formed and not to be trusted.

  @Test
  void changedPayload() {
    assertNoTrust(envelope(OTHER, TYPE, good), "names the P-256 key " + key.keyId() + " is wrong");
  }

  @Test
  void changedPayloadType() {
    assertNoTrust(
        envelope(TEXT, "application/vnd.in-toto+json", good),
        "type is \"application/vnd.in-toto+json\", not \"" + TYPE);
  }

  @Test
  void signatureForAnotherPayloadType() {
    byte[] other = signer.sign(sha256(pae("application/vnd.in-toto+json", PAYLOAD)));

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), other)), "is wrong");
  }

  @Test
  void signatureOverThePayloadAlone() {
    byte[] bare = signer.sign(sha256(PAYLOAD));

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), bare)), "is wrong");
  }

  @Test
  void signatureOfAnotherEnvelope() {
    byte[] swapped = signer.sign(sha256(pae(TYPE, Base64.getDecoder().decode(OTHER))));

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), swapped)), "is wrong");
  }

  @Test
  void signatureByAnotherKey() {
    byte[] foreign = stranger.sign(sha256(pae(TYPE, PAYLOAD)));

    assertNoTrust(
        envelope(TEXT, TYPE, signature(stranger.verificationKey().keyId(), foreign)),
        "none of its signatures (1, the first by \"" + stranger.verificationKey().keyId());
    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), foreign)), "is wrong");
  }

  @Test
  void noSignatures() {
    assertNoTrust(envelope(TEXT, TYPE), "is not signed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"r=0", "s=0", "r=n", "s=n", "s+n", "-s", "both=0", "n-s is the twin"})
  void numbersOutOfRange(String how) throws Exception {
    BigInteger n = key.curve().domain().getN();
    BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(n, sig);
    switch (how) {
      case "r=0" -> rs[0] = BigInteger.ZERO;
      case "s=0" -> rs[1] = BigInteger.ZERO;
      case "r=n" -> rs[0] = n;
      case "s=n" -> rs[1] = n;
      case "s+n" -> rs[1] = rs[1].add(n);
      case "-s" -> rs[1] = rs[1].negate();
      case "both=0" -> Arrays.fill(rs, BigInteger.ZERO);
      default -> {
        // ECDSA allows it: a second signature over the same message, not a forgery.
        assertAccepted(envelope(TEXT, TYPE, signature("", der(rs[0], n.subtract(rs[1])))));
        return;
      }
    }

    assertNoTrust(envelope(TEXT, TYPE, signature("", der(rs[0], rs[1]))), "none of its");
  }

  private static byte[] der(BigInteger r, BigInteger s) throws Exception {
    return new DERSequence(new ASN1Integer[] {new ASN1Integer(r), new ASN1Integer(s)})
        .getEncoded(ASN1Encoding.DER);
  }

  @Test
  void rawNumbersInsteadOfDer() throws Exception {
    BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(key.curve().domain().getN(), sig);
    byte[] raw = new byte[64];
    for (int i = 0; i < 2; i++) {
      byte[] number = BigIntegers.asUnsignedByteArray(32, rs[i]);
      System.arraycopy(number, 0, raw, i * 32, 32);
    }

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), raw)), "is wrong");
  }

  @Test
  void bytesAfterTheDer() {
    assertNoTrust(
        envelope(TEXT, TYPE, signature("", Arrays.copyOf(sig, sig.length + 1))), "none of its");
  }

  @Test
  void derWithALongerLengthThanNeeded() {
    byte[] longer = new byte[sig.length + 1];
    longer[0] = sig[0];
    longer[1] = (byte) 0x81;
    System.arraycopy(sig, 1, longer, 2, sig.length - 1);

    assertNoTrust(envelope(TEXT, TYPE, signature("", longer)), "none of its");
  }

  @Test
  void keyIdOfTheFileIsShownWithoutItsControlCharacters() {
    assertNoTrust(
        envelope(OTHER, TYPE, signature("\\u001b[2Jgood\\n" + "x".repeat(1000), sig)),
        "by \"?[2Jgood?" + "x".repeat(55) + "...\")");
  }

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
