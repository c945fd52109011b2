package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.signing.pem.Pem;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encrypted keys made by hand, whose parameters OpenSSL would not write. */
class KeyDerivationLimitTest {
  private static final ASN1Encodable SALT = new DEROctetString(new byte[8]);
  private static final Passphrase UNASKED =
      file -> {
        throw new AssertionError("the passphrase was asked for in vain");
      };

  @TempDir private Path folder;

  private static ASN1Encodable pbkdf2(String rounds) {
    return new DERSequence(
        new ASN1Encodable[] {
          PKCSObjectIdentifiers.id_PBKDF2,
          new DERSequence(new ASN1Encodable[] {SALT, new ASN1Integer(new BigInteger(rounds))})
        });
  }

  private static ASN1Encodable scrypt(String cost, String blockSize, String parallelisation) {
    return new DERSequence(
        new ASN1Encodable[] {
          KeyDerivation.ID_SCRYPT,
          new DERSequence(
              new ASN1Encodable[] {
                SALT,
                new ASN1Integer(new BigInteger(cost)),
                new ASN1Integer(new BigInteger(blockSize)),
                new ASN1Integer(new BigInteger(parallelisation))
              })
        });
  }

  private void assertRefused(
      ASN1Encodable derivation, int ivLength, int length, Class<? extends InputException> how)
      throws Exception {
    ASN1Encodable scheme =
        new DERSequence(
            new ASN1Encodable[] {
              NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[ivLength])
            });
    AlgorithmIdentifier algorithm =
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_PBES2,
            new DERSequence(new ASN1Encodable[] {derivation, scheme}));
    byte[] der = new EncryptedPrivateKeyInfo(algorithm, new byte[length]).getEncoded();
    Path file = Files.write(folder.resolve("key.pem"), Pem.encode("ENCRYPTED PRIVATE KEY", der));

    assertThatThrownBy(() -> EcSigningKey.read(file, UNASKED)).isInstanceOf(how);
  }

  @ParameterizedTest
  @CsvSource({"10000001", "2147483648", "340282366920938463463374607431768211456"})
  void pbkdf2RoundsBeyondTheLimitAreRefused(String rounds) throws Exception {
    assertRefused(pbkdf2(rounds), 16, 160, LimitExceededException.class);
  }

  @ParameterizedTest
  @CsvSource({"131072, 8, 1", "1073741824, 1, 1", "2, 1073741824, 1", "16384, 8, 17"})
  void scryptBeyondTheLimitIsRefused(String cost, String blockSize, String parallelisation)
      throws Exception {
    assertRefused(scrypt(cost, blockSize, parallelisation), 16, 160, LimitExceededException.class);
  }

  @ParameterizedTest
  @CsvSource({"16383, 8, 1", "1, 8, 1", "0, 8, 1", "-16384, 8, 1", "16384, 0, 1", "16384, 8, 0"})
  void scryptParametersThatMakeNoSenseAreMalformed(
      String cost, String blockSize, String parallelisation) throws Exception {
    assertRefused(scrypt(cost, blockSize, parallelisation), 16, 160, MalformedInputException.class);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void pbkdf2WithoutRoundsIsMalformed(String rounds) throws Exception {
    assertRefused(pbkdf2(rounds), 16, 160, MalformedInputException.class);
  }

  @ParameterizedTest
  @CsvSource({"16, 0", "16, 159", "8, 160", "0, 160"})
  void lengthsThatAreNotTheCiphersAreMalformed(int ivLength, int length) throws Exception {
    assertRefused(pbkdf2("2048"), ivLength, length, MalformedInputException.class);
  }

  @Test
  void parametersThatAreNoneAreMalformed() throws Exception {
    assertRefused(SALT, 16, 160, MalformedInputException.class);
    assertRefused(
        new DERSequence(new ASN1Encodable[] {KeyDerivation.ID_SCRYPT, new DERSequence()}),
        16,
        160,
        MalformedInputException.class);
  }

  @Test
  void otherKeyDerivationIsNotKnown() throws Exception {
    ASN1Encodable unknown =
        new DERSequence(
            new ASN1Encodable[] {new ASN1ObjectIdentifier("1.2.3.4"), new DERSequence()});

    assertRefused(unknown, 16, 160, UnsupportedInputException.class);
  }

  @Test
  void otherHashUnderPbkdf2IsNotKnown() throws Exception {
    ASN1Encodable parameters =
        new PBKDF2Params(
            new byte[8], 2048, new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4")));
    ASN1Encodable unknown =
        new DERSequence(new ASN1Encodable[] {PKCSObjectIdentifiers.id_PBKDF2, parameters});

    assertRefused(unknown, 16, 160, UnsupportedInputException.class);
  }
}
