package io.github.imaallowlist.signing.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.tpm.SoftwareTpm;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TPM in software makes the quotes. */
@RequiresTool({"swtpm", "tpm2_quote"})
class QuoteTest {
  private static final String NONCE = "deadbeef";
  private static final String EXTENDED = "ab".repeat(32);

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before the tests
  private static SoftwareTpm tpm;

  @BeforeAll
  static void quote() throws IOException, InterruptedException {
    tpm = SoftwareTpm.start(folder);
    tpm.run("tpm2_pcrextend", "10:sha256=" + EXTENDED);
    makeKey("ecdsa", "ecc", "ecdsa");
    makeKey("rsassa", "rsa", "rsassa");
    makeKey("rsapss", "rsa", "rsapss");
  }

  @AfterAll
  static void stop() {
    tpm.close();
  }

  private static void makeKey(String name, String type, String scheme) {
    tpm.run(
        "tpm2_createak",
        "-C",
        "ek.ctx",
        "-c",
        name + ".ctx",
        "-G",
        type,
        "-g",
        "sha256",
        "-s",
        scheme,
        "-u",
        name + ".pub");
    tpm.run("tpm2_readpublic", "-c", name + ".ctx", "-f", "pem", "-o", name + ".pem");
    String[] quote = {
      "tpm2_quote",
      "-c",
      name + ".ctx",
      "-l",
      "sha1:10+sha256:0,10",
      "-q",
      NONCE,
      "-m",
      name + ".msg",
      "-s",
      name + ".sig",
      "-g",
      "sha256"
    };
    String[] withScheme = Arrays.copyOf(quote, quote.length + 2);
    withScheme[quote.length] = "--scheme";
    withScheme[quote.length + 1] = scheme;
    tpm.run(scheme.equals("rsapss") ? withScheme : quote);
  }

  private static Map<HashAlgorithm, SortedMap<Integer, byte[]>> values() throws IOException {
    byte[] extended = new byte[64];
    System.arraycopy(HexFormat.of().parseHex(EXTENDED), 0, extended, 32, 32);
    SortedMap<Integer, byte[]> sha256 = new TreeMap<>();
    sha256.put(0, new byte[32]);
    sha256.put(10, HashAlgorithm.SHA256.newMessageDigest().digest(extended));
    SortedMap<Integer, byte[]> sha1 = new TreeMap<>();
    sha1.put(10, new byte[20]);
    Map<HashAlgorithm, SortedMap<Integer, byte[]>> values = new EnumMap<>(HashAlgorithm.class);
    values.put(HashAlgorithm.SHA1, sha1);
    values.put(HashAlgorithm.SHA256, sha256);
    return values;
  }

  private static Quote read(String name) throws IOException {
    return Quote.read(folder.resolve(name + ".msg"));
  }

  @ParameterizedTest
  @CsvSource({"ecdsa,pub", "ecdsa,pem", "rsassa,pub", "rsassa,pem", "rsapss,pub", "rsapss,pem"})
  void quoteVerifiesByItsKeyAndHoldsTheRegisters(String name, String form)
      throws IOException, AllowlistException {
    AttestationKey key = AttestationKey.read(folder.resolve(name + "." + form));
    QuoteSignature signature = QuoteSignature.read(folder.resolve(name + ".sig"));
    Quote quote = read(name);

    assertThat(key.verifies(quote, signature)).isTrue();
    assertThat(key.isProvedRestricted()).isEqualTo(form.equals("pub"));
    assertThat(quote.hasNonce(HexFormat.of().parseHex(NONCE))).isTrue();
    assertThat(quote.hasNonce(new byte[] {1})).isFalse();
    assertThat(quote.selections())
        .extracting(PcrSelection::toString)
        .containsExactly("sha1:10", "sha256:0,10");
    assertThat(PcrDigest.of(signature.hash(), quote.selections(), values()))
        .contains(quote.pcrDigest());
  }

  @ParameterizedTest
  @CsvSource({"serialized", "values"})
  void valuesThatAQuoteIsOfAreRead(String format) throws IOException {
    tpm.run(
        "tpm2_quote",
        "-c",
        "ecdsa.ctx",
        "-l",
        "sha1:10+sha256:0,10",
        "-q",
        NONCE,
        "-m",
        format + ".msg",
        "-s",
        format + ".sig",
        "-o",
        format + ".pcrs",
        "-F",
        format,
        "-g",
        "sha256");
    Quote quote = read(format);
    Path file = folder.resolve(format + ".pcrs");

    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> read =
        PcrValuesFile.read(file, quote.selections());

    assertThat(PcrDigest.of(HashAlgorithm.SHA256, quote.selections(), read))
        .contains(quote.pcrDigest());
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, bytes.length - 1}) {
      Path cut = Files.write(folder.resolve("cut.pcrs"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> PcrValuesFile.read(cut, quote.selections()))
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void quoteOfAnotherKeyDoesNotVerify() throws IOException, AllowlistException {
    AttestationKey key = AttestationKey.read(folder.resolve("ecdsa.pub"));

    assertThat(key.verifies(read("rsassa"), QuoteSignature.read(folder.resolve("ecdsa.sig"))))
        .isFalse();
    assertThat(key.verifies(read("ecdsa"), QuoteSignature.read(folder.resolve("rsassa.sig"))))
        .isFalse();
  }

  @Test
  void eachChangedByteIsNoticed() throws IOException, AllowlistException {
    AttestationKey key = AttestationKey.read(folder.resolve("ecdsa.pub"));
    QuoteSignature signature = QuoteSignature.read(folder.resolve("ecdsa.sig"));
    byte[] message = Files.readAllBytes(folder.resolve("ecdsa.msg"));
    for (int i = 0; i < message.length; i++) {
      byte[] changed = message.clone();
      changed[i] ^= 1;
      boolean accepted;
      try {
        accepted = key.verifies(Quote.parse("quote", changed), signature);
      } catch (InputException e) {
        accepted = false;
      }
      assertThat(accepted).as("byte " + i).isFalse();
    }
  }

  @Test
  void everyTruncationIsAnError() throws IOException {
    for (String file : new String[] {"ecdsa.msg", "ecdsa.sig", "rsassa.pub", "ecdsa.pub"}) {
      byte[] whole = Files.readAllBytes(folder.resolve(file));
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> parse(file, cut)).isInstanceOf(InputException.class);
      }
    }
  }

  private static void parse(String file, byte[] bytes) throws IOException {
    if (file.endsWith(".msg")) {
      Quote.parse(file, bytes);
    } else if (file.endsWith(".sig")) {
      QuoteSignature.parse(file, bytes);
    } else {
      TpmPublic.parse(file, bytes);
    }
  }

  @Test
  void keyThatSignsAnythingIsRefused() {
    tpm.run("tpm2_createprimary", "-C", "o", "-c", "primary.ctx", "-Q");
    tpm.run(
        "tpm2_create",
        "-C",
        "primary.ctx",
        "-G",
        "ecc",
        "-u",
        "free.pub",
        "-r",
        "free.priv",
        "-a",
        "fixedtpm|fixedparent|sensitivedataorigin|userwithauth|sign",
        "-Q");

    assertThatThrownBy(() -> AttestationKey.read(folder.resolve("free.pub")))
        .isInstanceOfSatisfying(
            AllowlistException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_TRUST));
  }
}
