package io.github.imaallowlist.signing;

import static io.github.imaallowlist.signing.Envelopes.TYPE;
import static io.github.imaallowlist.signing.Envelopes.base64;
import static io.github.imaallowlist.signing.Envelopes.envelope;
import static io.github.imaallowlist.signing.Envelopes.pae;
import static io.github.imaallowlist.signing.Envelopes.signature;

import io.github.imaallowlist.model.HashAlgorithm;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Well-formed envelopes: the good ones in all their forms, and each way not to be trusted. */
class EnvelopeTrustTest extends EnvelopeTrial {
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
  void signatureForAnotherPayloadType() throws Exception {
    byte[] other =
        signer.sign(HashAlgorithm.SHA256, sha256(pae("application/vnd.in-toto+json", PAYLOAD)));

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), other)), "is wrong");
  }

  @Test
  void signatureOverThePayloadAlone() throws Exception {
    byte[] bare = signer.sign(HashAlgorithm.SHA256, sha256(PAYLOAD));

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), bare)), "is wrong");
  }

  @Test
  void signatureOfAnotherEnvelope() throws Exception {
    byte[] swapped =
        signer.sign(HashAlgorithm.SHA256, sha256(pae(TYPE, Base64.getDecoder().decode(OTHER))));

    assertNoTrust(envelope(TEXT, TYPE, signature(key.keyId(), swapped)), "is wrong");
  }

  @Test
  void signatureByAnotherKey() throws Exception {
    byte[] foreign = stranger.sign(HashAlgorithm.SHA256, sha256(pae(TYPE, PAYLOAD)));

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
}
