package io.github.imaallowlist.allowlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void owningPackagesAreTheSameWhereAllOfThemIs() {
    Optional<String> nevra = Optional.of("a-1-1.noarch");
    Optional<String> checksum = Optional.of("sha256:00");
    Optional<Instant> removed = Optional.of(Instant.EPOCH);
    OwningPackage one = new OwningPackage(nevra, checksum, removed);

    assertThat(one)
        .isEqualTo(new OwningPackage(nevra, checksum, removed))
        .hasSameHashCodeAs(new OwningPackage(nevra, checksum, removed))
        .isNotEqualTo(new OwningPackage(Optional.of("b-1-1.noarch"), checksum, removed))
        .isNotEqualTo(new OwningPackage(nevra, Optional.empty(), removed))
        .isNotEqualTo(new OwningPackage(nevra, checksum, Optional.empty()));
  }

  @Test
  void aLoggedPathHasUnderscoresForSpacesAndNothingElseChanged() {
    assertThat(LoggedPath.of(FilePath.of("/a b\tc\\d  e"))).hasToString("/a_b\tc\\d__e");
  }

  @Test
  void aLoggedPathNeedNotBeAbsolute() {
    assertThat(LoggedPath.of("boot_aggregate")).hasToString("boot_aggregate");
    assertThat(LoggedPath.of("memfd:a b")).isEqualTo(LoggedPath.of("memfd:a_b"));
  }

  @Test
  void namesThatTheKernelCannotLogAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> LoggedPath.of(""));
    assertThatIllegalArgumentException().isThrownBy(() -> LoggedPath.of("a\0b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoggedPath.of("a".repeat(FilePath.MAX_LENGTH + 1)));
  }

  @Test
  void aLoggedPathKnowsWhetherTextCanHoldIt() {
    assertThat(LoggedPath.of("/ü").isUtf8()).isTrue();
    assertThat(LoggedPath.of(new byte[] {'/', (byte) 0xed, (byte) 0xa0, (byte) 0x80}).isUtf8())
        .as("half a surrogate pair")
        .isFalse();
    assertThat(LoggedPath.of("/a\nb").contains((byte) '\n')).isTrue();
    assertThat(LoggedPath.of("/a").contains((byte) '\n')).isFalse();
  }

  @Test
  void aLoggedPathDoesNotChange() {
    byte[] bytes = {'a', ' ', 'b'};
    LoggedPath path = LoggedPath.of(bytes);
    assertThat(bytes).containsExactly('a', ' ', 'b');
    path.bytes()[0] = 'x';
    assertThat(path).hasToString("a_b").hasSameHashCodeAs(LoggedPath.of("a_b"));
  }

  @Test
  void unlabelledDigestsAreOrderedByLengthThenByUnsignedBytes() {
    UnlabelledDigest longer = UnlabelledDigest.ofHex("00".repeat(32));
    UnlabelledDigest high = UnlabelledDigest.ofHex("ff".repeat(20));
    UnlabelledDigest low = UnlabelledDigest.ofHex("7f".repeat(20));
    AllowlistEntry entry =
        new AllowlistEntry(LoggedPath.of("/a"), List.of(longer, high, low, high));
    assertThat(entry.digests()).containsExactly(low, high, longer);
  }

  @Test
  void theAlgorithmIsForgotten() {
    String hex = "ab".repeat(32);
    assertThat(UnlabelledDigest.of(FileDigest.ofHex(HashAlgorithm.SHA256, hex)))
        .isEqualTo(UnlabelledDigest.of(FileDigest.ofHex(HashAlgorithm.SM3, hex)))
        .hasToString(hex);
  }

  @Test
  void digestsOfOtherLengthsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> UnlabelledDigest.of(new byte[15]));
    assertThatIllegalArgumentException().isThrownBy(() -> UnlabelledDigest.of(new byte[65]));
    assertThatIllegalArgumentException().isThrownBy(() -> UnlabelledDigest.ofHex("abc"));
  }

  @Test
  void anEntryHasADigest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AllowlistEntry(LoggedPath.of("/a"), List.of()));
  }
}
