package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.signing.pem.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresTool("openssl")
class SigningKeyTest {
  private static final Passphrase UNASKED =
      file -> {
        throw new AssertionError("the passphrase of a plain key was asked for");
      };
  private static final Passphrase SECRET = file -> "geheim-ä".toCharArray();

  @TempDir private Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void openSsl() {
    openssl = new OpenSsl(folder);
  }

  @ParameterizedTest
  @CsvSource({"P-256, P_256", "P-384, P_384", "P-521, P_521"})
  void plainPkcs8IsRead(String name, EllipticCurve curve) throws Exception {
    Path key = openssl.pkcs8("key.pem", name);

    EcSigningKey read = EcSigningKey.read(key, UNASKED);

    assertThat(read.verificationKey().curve()).isEqualTo(curve);
    assertThat(read.verificationKey().pem()).isEqualTo(Files.readString(openssl.publicHalf(key)));
    assertThat(read.toString()).contains("key.pem", curve.nistName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"prime256v1", "secp384r1", "secp521r1"})
  void plainSec1WithItsParametersBeforeIsRead(String curve) throws Exception {
    openssl.run("ecparam", "-name", curve, "-genkey", "-out", "key.pem");
    Path key = openssl.file("key.pem");
    assertThat(key).content().contains("BEGIN EC PARAMETERS", "BEGIN EC PRIVATE KEY");

    assertThat(EcSigningKey.read(key, UNASKED).verificationKey().pem())
        .isEqualTo(Files.readString(openssl.publicHalf(key)));
  }

  @Test
  void keyWithoutItsPublicHalfIsRead() throws Exception {
    Path whole = openssl.pkcs8("whole.pem", "P-256");
    openssl.run("ec", "-in", whole, "-no_public", "-out", "key.pem");

    assertThat(EcSigningKey.read(openssl.file("key.pem"), UNASKED).verificationKey().pem())
        .isEqualTo(Files.readString(openssl.publicHalf(whole)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-v2 aes-256-cbc",
        "-v2 aes-128-cbc -v2prf hmacWithSHA1",
        "-v2 aes-192-cbc -v2prf hmacWithSHA512",
        "-v2 des3 -v2prf hmacWithSHA384",
        "-v2 aes-256-cbc -v2prf hmacWithSHA224 -iter 3000",
        "-v2 aes-256-cbc -scrypt",
        "-v2 aes-256-cbc -scrypt -scrypt_N 1024 -scrypt_r 4 -scrypt_p 2"
      })
  void encryptedPkcs8IsReadWithItsPassphraseAndNoOther(String options) throws Exception {
    Path plain = openssl.pkcs8("plain.pem", "P-384");
    convert("pkcs8 -topk8 -in plain.pem -out key.pem -passout pass:geheim-ä " + options);

    opensOnlyWithItsPassphrase(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-aes256", "-aes192", "-aes128", "-des3"})
  void oldEncryptedPemIsReadWithItsPassphraseAndNoOther(String cipher) throws Exception {
    Path plain = openssl.pkcs8("plain.pem", "P-256");
    convert("ec -in plain.pem -out key.pem -passout pass:geheim-ä " + cipher);
    assertThat(openssl.file("key.pem")).content().contains("Proc-Type: 4,ENCRYPTED");

    opensOnlyWithItsPassphrase(plain);
  }

  private void opensOnlyWithItsPassphrase(Path plain) throws Exception {
    Path key = openssl.file("key.pem");
    assertThat(EcSigningKey.read(key, SECRET).verificationKey().pem())
        .isEqualTo(Files.readString(openssl.publicHalf(plain)));
    assertRefused(key, file -> "wrong".toCharArray(), "passphrase does not open");
    assertRefused(key, file -> new char[0], "passphrase does not open");
    assertRefused(key, Passphrase.none(), "encrypted, and no passphrase was given");
  }

  @Test
  void passphraseIsWipedAfterUse() throws Exception {
    openssl.pkcs8("plain.pem", "P-256");
    convert("pkcs8 -topk8 -in plain.pem -out key.pem -passout pass:secret -v2 aes-256-cbc");
    char[] passphrase = "secret".toCharArray();

    EcSigningKey.read(openssl.file("key.pem"), file -> passphrase);

    assertThat(passphrase).containsOnly('\0');
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v1 PBE-SHA1-3DES", "-v2 camellia-256-cbc"})
  void encryptionThatIsNotKnownSaysHowToConvertTheKey(String options) throws Exception {
    openssl.pkcs8("plain.pem", "P-256");
    convert("pkcs8 -topk8 -in plain.pem -out key.pem -passout pass:secret " + options);

    assertThatThrownBy(() -> EcSigningKey.read(openssl.file("key.pem"), UNASKED))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("openssl pkcs8 -topk8");
  }

  @ParameterizedTest
  @CsvSource({
    "RSA -pkeyopt rsa_keygen_bits:2048, RSA",
    "ED25519, Ed25519",
    "ED448, Ed448",
    "X25519, X25519",
    "EC -pkeyopt ec_paramgen_curve:secp256k1, secp256k1",
    "EC -pkeyopt ec_paramgen_curve:brainpoolP256r1, brainpoolP256r1",
    "EC -pkeyopt ec_paramgen_curve:secp224r1, secp224r1",
    "EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit, not name its curve"
  })
  void keyOfAnotherKindIsRefusedWithTheReason(String algorithm, String named) throws Exception {
    convert("genpkey -out key.pem -algorithm " + algorithm);
    Path key = openssl.file("key.pem");

    assertRefused(key, UNASKED, named);
    assertThatThrownBy(() -> VerificationKey.read(openssl.publicHalf(key)))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining(named)
        .hasMessageContaining("ECDSA and SHA-256 on P-256, P-384 or P-521");
  }

  @ParameterizedTest
  @ValueSource(strings = {"genrsa -traditional", "ecparam -name secp256k1 -genkey -noout"})
  void oldFormOfAnotherKindIsRefused(String command) throws Exception {
    convert(command + " -out key.pem");

    assertRefused(openssl.file("key.pem"), UNASKED, "Keylime verifies nothing else");
  }

  @Test
  void dsaKeyIsRefused() throws Exception {
    convert("dsaparam -genkey -noout -out key.pem 1024");

    assertRefused(openssl.file("key.pem"), UNASKED, "DSA");
  }

  @Test
  void publicKeyIsNoSigningKey() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");

    assertRefused(openssl.publicHalf(key), UNASKED, "holds no private key but a PUBLIC KEY");
    assertRefused(openssl.certificate(key), UNASKED, "holds no private key but a CERTIFICATE");
  }

  @Test
  void secondPrivateKeyIsRefused() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");
    Path both = openssl.file("both.pem");
    Files.writeString(both, Files.readString(key) + Files.readString(key));

    assertThatThrownBy(() -> EcSigningKey.read(both, UNASKED))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("second private key")
        .extracting("offset")
        .isEqualTo(Files.size(key));
  }

  @Test
  void privateKeyWithAnotherOnesPublicHalfIsRefused() throws Exception {
    String one = der(openssl.pkcs8("one.pem", "P-256"));
    String other = der(openssl.pkcs8("other.pem", "P-256"));
    int publicDigits = 2 * 64;
    Path mixed = openssl.file("mixed.pem");
    String hex =
        one.substring(0, one.length() - publicDigits)
            + other.substring(other.length() - publicDigits);
    Files.write(mixed, Pem.encode("PRIVATE KEY", HexFormat.of().parseHex(hex)));

    assertThatThrownBy(() -> EcSigningKey.read(mixed, UNASKED))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("does not belong to the private key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
      })
  void scalarOutOfRangeIsRefused(String scalar) throws Exception {
    byte[] der = HexFormat.of().parseHex("30310201010420" + scalar + "a00a06082a8648ce3d030107");
    Path key = openssl.file("key.pem");
    Files.write(key, Pem.encode("EC PRIVATE KEY", der));

    assertThatThrownBy(() -> EcSigningKey.read(key, UNASKED))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("not between 1 and the order of P-256");
  }

  @Test
  void certificateOfTheKeyGivesTheKeyIdAndThatOfAnotherIsRefused() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");
    Path certificate = openssl.certificate(key);
    Path foreign = openssl.certificate(openssl.pkcs8("other.pem", "P-256"));
    EcSigningKey plain = EcSigningKey.read(key, UNASKED);

    EcSigningKey certified = plain.withCertificate(certificate);

    assertThat(certified.verificationKey().keyId())
        .isEqualTo(Envelopes.base64(Files.readAllBytes(certificate)));
    assertThatThrownBy(() -> plain.withCertificate(foreign))
        .hasMessageContaining("another key")
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST));
  }

  @Test
  void keyThatOthersCanReadGetsAWarningAndStillSigns() throws Exception {
    Path key = openssl.pkcs8("key.pem", "P-256");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(EcSigningKey.read(key, UNASKED).warnings())
        .singleElement()
        .asString()
        .contains("key.pem", "chmod 600");

    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(EcSigningKey.read(key, UNASKED).warnings()).isEmpty();
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(() -> EcSigningKey.read(openssl.file("absent.pem"), UNASKED))
        .isInstanceOf(AllowlistException.class)
        .hasMessageContaining("absent.pem");
  }

  private void assertRefused(Path key, Passphrase passphrase, String reason) {
    assertThatThrownBy(() -> EcSigningKey.read(key, passphrase))
        .hasMessageContaining(reason)
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST))
        .satisfies(e -> assertThat(e.remedy()).isNotBlank());
  }

  private void convert(String arguments) {
    openssl.run((Object[]) arguments.split(" "));
  }

  private String der(Path key) throws IOException {
    openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER", "-out", "der");
    return HexFormat.of().formatHex(Files.readAllBytes(openssl.file("der")));
  }
}
