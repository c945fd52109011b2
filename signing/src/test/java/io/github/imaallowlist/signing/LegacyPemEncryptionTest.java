package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyPemEncryptionTest {
  private static final String IV = "00112233445566778899AABBCCDDEEFF";

  @TempDir private Path folder;

  private Path key(String dekInfo) throws Exception {
    return Files.writeString(
        folder.resolve("key.pem"),
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
            + dekInfo
            + "\n\nAAAAAAAAAAAAAAAAAAAAAA==\n-----END EC PRIVATE KEY-----\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "DEK-Info: AES-256-CBC",
        "DEK-Info: AES-256-CBC,",
        "DEK-Info: AES-256-CBC,xyz",
        "DEK-Info: AES-256-CBC,0011223344556677",
        "DEK-Info: DES-EDE3-CBC," + IV
      })
  void flawedHeaderIsMalformed(String dekInfo) throws Exception {
    Path key = key(dekInfo);

    assertThatThrownBy(() -> EcSigningKey.read(key, file -> new char[] {'x'}))
        .isInstanceOf(MalformedInputException.class);
  }

  @Test
  void otherCipherSaysHowToConvertTheKey() throws Exception {
    Path key = key("DEK-Info: CAMELLIA-256-CBC," + IV);

    assertThatThrownBy(() -> EcSigningKey.read(key, Passphrase.none()))
        .isInstanceOf(UnsupportedInputException.class)
        .hasMessageContaining("openssl pkcs8 -topk8");
  }
}
