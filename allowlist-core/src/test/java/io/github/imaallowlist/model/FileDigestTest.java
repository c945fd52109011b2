package io.github.imaallowlist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FileDigestTest {
  private static final String HEX = "00ff".repeat(16);

  @Test
  void hexIsLowerCaseWhateverItWasReadFrom() {
    FileDigest digest = FileDigest.ofHex(HashAlgorithm.SHA256, HEX.toUpperCase(Locale.ROOT));
    assertThat(digest.hex()).isEqualTo(HEX);
    assertThat(digest).hasToString("sha256:" + HEX);
  }

  @Test
  void theLengthMustBeTheAlgorithms() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileDigest.ofHex(HashAlgorithm.SHA1, HEX))
        .withMessage("a sha1 digest has 20 bytes, not 32");
  }

  @Test
  void allZerosAreNoDigest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FileDigest(HashAlgorithm.MD5, new byte[16]))
        .withMessageContaining("no digest");
  }

  @Test
  void whatIsNotHexIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FileDigest.ofHex(HashAlgorithm.MD5, "zz".repeat(16)));
  }

  @Test
  void sameBytesOfAnotherAlgorithmAreAnotherDigest() {
    FileDigest sha256 = FileDigest.ofHex(HashAlgorithm.SHA256, HEX);
    assertThat(sha256)
        .isEqualTo(FileDigest.ofHex(HashAlgorithm.SHA256, HEX))
        .hasSameHashCodeAs(FileDigest.ofHex(HashAlgorithm.SHA256, HEX))
        .isNotEqualTo(FileDigest.ofHex(HashAlgorithm.SM3, HEX))
        .isNotEqualTo(HEX);
  }

  @Test
  void digestsAreOrderedByAlgorithmThenByUnsignedBytes() {
    FileDigest sha1 = FileDigest.ofHex(HashAlgorithm.SHA1, "ff".repeat(20));
    FileDigest low = FileDigest.ofHex(HashAlgorithm.SHA256, "7f".repeat(32));
    FileDigest high = FileDigest.ofHex(HashAlgorithm.SHA256, "80".repeat(32));
    assertThat(List.of(high, low, sha1).stream().sorted()).containsExactly(sha1, low, high);
  }

  @Test
  void laterChangesToTheBytesDoNotReachTheDigest() {
    byte[] bytes = new byte[16];
    bytes[0] = 1;
    FileDigest digest = new FileDigest(HashAlgorithm.MD5, bytes);
    bytes[0] = 2;
    digest.bytes()[0] = 3;
    assertThat(digest.hex()).startsWith("01");
    assertThat(digest.algorithm()).isEqualTo(HashAlgorithm.MD5);
  }
}
