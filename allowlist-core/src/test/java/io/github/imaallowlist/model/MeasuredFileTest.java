package io.github.imaallowlist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MeasuredFileTest {
  @Test
  void digestsAreSortedAndEachIsThereOnce() {
    FileDigest low = FileDigest.ofHex(HashAlgorithm.SHA1, "01".repeat(20));
    FileDigest high = FileDigest.ofHex(HashAlgorithm.SHA1, "02".repeat(20));
    assertThat(
            new MeasuredFile(FilePath.of("/a"), List.of(high, low, high), FileTraits.UNKNOWN)
                .digests())
        .containsExactly(low, high);
  }

  @Test
  void aFileWithoutADigestIsNotMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MeasuredFile(FilePath.of("/a"), List.of(), FileTraits.UNKNOWN))
        .withMessageContaining("/a");
  }

  @Test
  void aPackageIsWrittenAsRpmWritesIt() {
    PackageId plain = new PackageId("bash", OptionalInt.empty(), "5.2", "1", "x86_64");
    assertThat(plain).hasToString("bash-5.2-1.x86_64");
    assertThat(new PackageId("bash", OptionalInt.of(1), "5.2", "1", "x86_64"))
        .hasToString("bash-1:5.2-1.x86_64");
    assertThat(plain.isSource()).isFalse();
  }

  @Test
  void sourcePackagesAreOfBothKinds() {
    assertThat(new PackageId("a", OptionalInt.empty(), "1", "1", "src").isSource()).isTrue();
    assertThat(new PackageId("a", OptionalInt.empty(), "1", "1", "nosrc").isSource()).isTrue();
  }
}
