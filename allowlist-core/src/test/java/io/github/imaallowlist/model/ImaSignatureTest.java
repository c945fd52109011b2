package io.github.imaallowlist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImaSignatureTest {
  @TempDir private Path work;

  @ParameterizedTest
  @CsvSource({"sha1,SHA1", "sha224,SHA224", "sha256,SHA256", "sha384,SHA384", "sha512,SHA512"})
  @RequiresTool({"evmctl", "openssl"})
  void evmctlsSignatureIsTakenApart(String name, HashAlgorithm algorithm) throws IOException {
    Path key = work.resolve("key");
    Path file = Files.writeString(work.resolve("file"), "content");
    Tools.run("openssl", "genrsa", "-out", key, "2048").succeeded();
    String said =
        Tools.run("evmctl", "ima_sign", "--sigfile", "-v", "-a", name, "--key", key, file)
            .succeeded()
            .errorText();

    byte[] attribute = Files.readAllBytes(work.resolve("file.sig"));
    ImaSignature signature = ImaSignature.parse("f", 0, attribute);

    assertThat(signature.hashAlgorithm()).isEqualTo(algorithm);
    // Elsewhere it leaves leading zeros out.
    assertThat(said.lines()).anyMatch(line -> line.endsWith(" keyid: " + signature.keyId()));
    assertThat(Files.write(work.resolve("raw"), signature.signature())).hasSize(256);
    Path publicKey = work.resolve("public");
    Tools.run("openssl", "rsa", "-in", key, "-pubout", "-out", publicKey).succeeded();
    Tools.run(
            "openssl",
            "dgst",
            "-" + name,
            "-verify",
            publicKey,
            "-signature",
            work.resolve("raw"),
            file)
        .succeeded();
    assertThat(signature.attribute()).isEqualTo(attribute);
    assertThat(ImaSignature.parse("other", 9, attribute))
        .isEqualTo(signature)
        .hasSameHashCodeAs(signature);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0 bytes",
    "030204a598255400, 8 bytes",
    "040204a59825540001ff, type 3",
    "050204a59825540001ff, type 3",
    "030004a59825540001ff, version 0",
    "030404a59825540001ff, version 4",
    "03ff04a59825540001ff, version 255",
    "030204a5982554000 2ff, announces 2 bytes",
    "030204a59825540001ff00, 2 follow",
    "030204a5982554ffff00, announces 65535 bytes",
    "030204a59825540000, announces 0 bytes",
  })
  void malformedOneSaysWhatIsWrongAndWhere(String hex, String problem) {
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> parse(hex.replace(" ", "")))
        .withMessageContaining(problem)
        .withMessageContaining("a.rpm: at byte 77");
  }

  @ParameterizedTest
  @CsvSource({
    "030104a59825540001ff, version 1",
    "030304a59825540001ff, version 3",
    "060304a59825540001ff, type 6",
    "030200a59825540001ff, algorithm 0",
    "030212a59825540001ff, algorithm 18",
    "0302ffa59825540001ff, algorithm 255",
  })
  void formThatIsNotReadIsUnsupported(String hex, String problem) {
    assertThatExceptionOfType(UnsupportedInputException.class)
        .isThrownBy(() -> parse(hex))
        .withMessageContaining(problem);
  }

  private static ImaSignature parse(String hex) throws InputException {
    return ImaSignature.parse("a.rpm", 77, HexFormat.of().parseHex(hex));
  }

  @Test
  void differentBytesAreDifferentSignatures() throws InputException {
    ImaSignature one = parse("030204a59825540001ff");

    assertThat(one).hasToString("sha256 by a5982554");
    assertThat(one).isNotEqualTo(parse("030204a59825540001fe")).isNotEqualTo("other");
  }

  @Test
  void keyIdsAreUnsigned() {
    ImaKeyId low = new ImaKeyId(1);
    ImaKeyId high = ImaKeyId.ofTail(new byte[] {1, (byte) 0xff, 0, 0, 2});

    assertThat(low).hasToString("00000001").isLessThan(high);
    assertThat(high).hasToString("ff000002");
    assertThat(high.value()).isEqualTo(0xff000002L);
    assertThatIllegalArgumentException().isThrownBy(() -> ImaKeyId.ofTail(new byte[3]));
  }
}
