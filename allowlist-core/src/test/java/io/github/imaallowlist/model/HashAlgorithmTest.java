package io.github.imaallowlist.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HashAlgorithmTest {
  private static final Path KERNEL_HEADER = Path.of("/usr/include/linux/hash_info.h");

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

  /** The order of {@code enum hash_algo}, on a machine that has the kernel's headers. */
  @Test
  @EnabledIf("kernelHeadersAreThere")
  void idsOfTheKernelAreThoseOfItsHeader() throws IOException {
    List<String> names =
        Pattern.compile("HASH_ALGO_([A-Z]\\w*)")
            .matcher(Files.readString(KERNEL_HEADER))
            .results()
            .map(match -> match.group(1).replace("RIPE_MD_", "RIPEMD").replace("SM3_256", "SM3"))
            .toList();
    int known = 0;
    for (int id = 0; id < names.size(); id++) {
      Optional<HashAlgorithm> algorithm = HashAlgorithm.byKernelId(id);
      if (algorithm.isPresent()) {
        assertThat(algorithm.get().name()).isEqualTo(names.get(id));
        known++;
      }
    }
    assertThat(known).isGreaterThanOrEqualTo(8);
  }

  static boolean kernelHeadersAreThere() {
    return Files.exists(KERNEL_HEADER);
  }

  @ParameterizedTest
  @CsvSource({"2,SHA1", "4,SHA256", "7,SHA224", "20,SHA3_256", "22,SHA3_512"})
  void theKernelsIdFindsIt(int id, HashAlgorithm algorithm) {
    assertThat(HashAlgorithm.byKernelId(id)).contains(algorithm);
    assertThat(HashAlgorithm.byKernelId(18)).as("streebog").isEmpty();
    assertThat(HashAlgorithm.byKernelId(-1)).isEmpty();
  }
}
