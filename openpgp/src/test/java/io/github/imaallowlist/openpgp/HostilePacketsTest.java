package io.github.imaallowlist.openpgp;

import static io.github.imaallowlist.openpgp.Checks.DATA;
import static io.github.imaallowlist.openpgp.Checks.OTHER_DATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and signatures that are damaged, or made to do harm. */
@RequiresTool("gpg")
final class HostilePacketsTest {
  private static byte[] keys = {};
  private static byte[] signature = {};

  @BeforeAll
  static void makeSound() {
    try (Gpg gpg = new Gpg()) {
      String key = gpg.key("20240101T000000", "a", "ed25519", "cert,sign", "0");
      gpg.at("20240101T000000", "--quick-add-key", key, "ed25519", "sign", "0");
      signature = gpg.sign("20240601T000000", gpg.fingerprints("a").get(1), DATA);
      keys = gpg.export();
    }
  }

  @AfterAll
  static void soundOnesWereSound() {
    assertThat(Checks.status(keys, signature)).isEqualTo(SignatureStatus.GOOD);
  }

  private static int u16(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getShort(at) & 0xffff;
  }

  private static byte[] flipped(byte[] bytes, int at, int bits) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= (byte) bits;
    return flipped;
  }

  /** The signature's check, or its failure to be read. */
  private static Object outcome(byte[] someKeys, byte[] someSignature, byte[] data) {
    try {
      Keyring keyring = Keyring.parse("keys", someKeys);
      DataSignature.parse("signature", someSignature);
      return Checks.all(keyring, someSignature, data, Checks.NOW).get(0).status();
    } catch (InputException e) {
      return e;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0x01, 0x80})
  void changedSignatureIsGoodOnlyWhereTheChangeMeansNothing(int bits) throws InputException {
    int unhashed = 8 + u16(signature, 6);
    int afterHint = unhashed + 2 + u16(signature, unhashed) + 2;
    // A number's count of bits may be wrong within a byte: it is the same number.
    int r = afterHint + 1;
    int s = r + 1 + (u16(signature, afterHint) + 7) / 8 + 1;
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = flipped(signature, i, bits);
      Object outcome = outcome(keys, changed, DATA);
      boolean means = i >= 2 && (i < unhashed || i >= afterHint) && i != r && i != s;
      if (means) {
        assertThat(outcome).as("byte %d", i).isNotEqualTo(SignatureStatus.GOOD);
      }
      assertThat(outcome(keys, changed, OTHER_DATA)).isNotEqualTo(SignatureStatus.GOOD);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 0x04)
  void changedCertificateIsRefusedOrSaysTheSame(int bits) {
    for (int i = 0; i < keys.length; i++) {
      byte[] changed = flipped(keys, i, bits);

      assertThat(outcome(changed, signature, OTHER_DATA))
          .as("byte %d", i)
          .isNotEqualTo(SignatureStatus.GOOD);
    }
  }

  @Test
  void whatIsCutOffIsNeverGood() {
    for (int i = 0; i < signature.length; i++) {
      assertThat(outcome(keys, Arrays.copyOf(signature, i), DATA))
          .isInstanceOf(MalformedInputException.class);
    }
    for (int i = 0; i < keys.length; i++) {
      assertThat(outcome(Arrays.copyOf(keys, i), signature, DATA))
          .as("%d bytes", i)
          .isNotEqualTo(SignatureStatus.GOOD);
    }
  }

  @Test
  void armorCutOffAnywhereIsRefused() {
    String armor =
        "-----BEGIN PGP SIGNATURE-----\n\n"
            + Base64.getMimeEncoder().encodeToString(signature)
            + "\n-----END PGP SIGNATURE-----";
    assertThat(outcome(keys, armor.getBytes(StandardCharsets.US_ASCII), DATA))
        .isEqualTo(SignatureStatus.GOOD);
    for (int i = 0; i < armor.length(); i++) {
      assertThat(outcome(keys, armor.substring(0, i).getBytes(StandardCharsets.US_ASCII), DATA))
          .as("%d characters", i)
          .isInstanceOf(MalformedInputException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00, neither binary OpenPGP data nor",
    "c2, cut off",
    "c2ff, cut off",
    "c2ffffffffff, 'of 4,294,967,295 bytes'",
    "c2ff7fffffff, 'of 2,147,483,647 bytes'",
    "8affffffff, 'of 4,294,967,295 bytes'",
    "c2e004, a packet in parts",
    "c2fe, a packet in parts",
    "8b04, a packet without a length",
    "80, the reserved type 0",
    "c0, the reserved type 0",
    "c200, cut off",
    "c800, type 8",
    "cb00, type 11",
    "d200, type 18",
    "c20141, ''",
    "ca00, no OpenPGP signature",
    "c20a04000108000a05024141, cut off",
    "c20a04000108ffff00000000, cut off",
    "c20a0600010800000000ffff, cut off",
    "c20d0400010800020000000000ffff, without a type",
  })
  void brokenFramingIsRefused(String hex, String expected) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    if (expected.isEmpty()) {
      assertThat(outcome(keys, bytes, DATA)).isEqualTo(SignatureStatus.UNSUPPORTED);
    } else {
      assertThatThrownBy(() -> DataSignature.parse("x.sig", bytes))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("x.sig")
          .hasMessageContaining(expected);
    }
  }

  @Test
  void signatureInsideOfArmorInsideOfArmorIsRefused() {
    String inner = "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n";
    String outer = "-----BEGIN PGP SIGNATURE-----\n\n" + inner + "-----END PGP SIGNATURE-----\n";

    assertThat(outcome(keys, outer.getBytes(StandardCharsets.US_ASCII), DATA))
        .isInstanceOf(MalformedInputException.class);
    assertThatThrownBy(
            () ->
                DataSignature.parse(
                    "x", "-----BEGIN PGP MESSAGE-----\n\n".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("a PGP MESSAGE, where detached signatures are needed");
  }

  @Test
  void errorInArmorNamesItsPlaceInTheFile() {
    byte[] packets = new byte[300];
    packets[0] = (byte) 0xca;
    String armor =
        "x\n-----BEGIN PGP SIGNATURE-----\n\n"
            + Base64.getMimeEncoder().encodeToString(packets)
            + "\n-----END PGP SIGNATURE-----\n";

    assertThatThrownBy(() -> DataSignature.parse("x", armor.getBytes(StandardCharsets.US_ASCII)))
        .hasMessageContaining("at byte 35:");
  }

  @Test
  void tooManyOfAnythingAreRefused() {
    assertThat(outcome(keys, repeated(signature, 65), DATA))
        .isInstanceOf(LimitExceededException.class);
    assertThat(outcome(repeated(HexFormat.of().parseHex("ca00"), 50_001), signature, DATA))
        .isInstanceOf(LimitExceededException.class);
    assertThat(outcome(new byte[(8 << 20) + 1], signature, DATA))
        .isInstanceOf(LimitExceededException.class);
    byte[] userIds = joined(keys, repeated(HexFormat.of().parseHex("cd0141"), 201));
    assertThat(outcome(userIds, signature, DATA)).isInstanceOf(LimitExceededException.class);
    byte[] subkeys = joined(keys, repeated(HexFormat.of().parseHex("ce0704000000000000"), 101));
    assertThat(outcome(subkeys, signature, DATA)).isInstanceOf(LimitExceededException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c60703000000000000", "c60705000000000000", "c60702000000000000"})
  void keysOfOtherVersionsAreRefused(String hex) {
    assertThat(outcome(HexFormat.of().parseHex(hex), signature, DATA))
        .isInstanceOf(UnsupportedInputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cd0141", "ce0704000000000000", "c2020400", "c800", "c100", "cb00", "ca00"})
  void whatIsNotACertificateIsRefused(String hex) {
    assertThat(outcome(HexFormat.of().parseHex(hex), signature, DATA))
        .isInstanceOf(MalformedInputException.class);
  }

  @Test
  void markerPaddingTrustAndUnknownPacketsArePassedOver() {
    byte[] strange = HexFormat.of().parseHex("ca03504750d5020102f0020102fc00");
    byte[] trust = HexFormat.of().parseHex("cc020102");

    assertThat(outcome(joined(strange, keys, strange, trust), joined(strange, signature), DATA))
        .isEqualTo(SignatureStatus.GOOD);
  }

  private static byte[] repeated(byte[] bytes, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      out.writeBytes(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
