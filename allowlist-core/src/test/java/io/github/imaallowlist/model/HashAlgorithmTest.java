package io.github.imaallowlist.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HashAlgorithmTest {
  @ParameterizedTest
  @EnumSource
  void aDigestHasTheLengthThatItsAlgorithmSays(HashAlgorithm algorithm) {
    assertThat(algorithm.newMessageDigest().digest()).hasSize(algorithm.digestLength());
  }

  @ParameterizedTest
  @EnumSource(names = "RIPEMD160", mode = EnumSource.Mode.EXCLUDE)
  @RequiresTool("openssl")
  void opensslComputesTheSame(HashAlgorithm algorithm) {
    byte[] content = "content".getBytes(StandardCharsets.US_ASCII);
    String printed =
        Tools.command("openssl", "dgst", "-r", "-" + algorithm.kernelName())
            .input(content)
            .run()
            .succeeded()
            .text();
    assertThat(printed)
        .startsWith(HexFormat.of().formatHex(algorithm.newMessageDigest().digest(content)));
  }

  @ParameterizedTest
  @EnumSource
  void theKernelsNameFindsIt(HashAlgorithm algorithm) {
    assertThat(HashAlgorithm.byKernelName(algorithm.kernelName())).contains(algorithm);
    assertThat(algorithm).hasToString(algorithm.kernelName());
  }

  @ParameterizedTest
  @CsvSource({
    "1,MD5",
    "2,SHA1",
    "3,RIPEMD160",
    "8,SHA256",
    "9,SHA384",
    "10,SHA512",
    "11,SHA224",
    "12,SHA3_256",
    "14,SHA3_512"
  })
  void openPgpIdsAreThoseOfTheStandard(long id, HashAlgorithm algorithm) {
    assertThat(HashAlgorithm.byOpenPgpId(id)).contains(algorithm);
  }

  @Test
  void unknownNamesAndIdsFindNothing() {
    assertThat(HashAlgorithm.byKernelName("SHA256")).isEmpty();
    assertThat(HashAlgorithm.byOpenPgpId(-1)).isEmpty();
    assertThat(HashAlgorithm.byOpenPgpId(8L + (1L << 32))).isEmpty();
  }

  @Test
  void onlyTheBrokenOnesAreWeak() {
    assertThat(HashAlgorithm.values())
        .filteredOn(HashAlgorithm::isWeak)
        .containsExactly(HashAlgorithm.MD5, HashAlgorithm.SHA1);
  }
}
