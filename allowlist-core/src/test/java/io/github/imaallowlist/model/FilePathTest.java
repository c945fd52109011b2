package io.github.imaallowlist.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/usr/bin/x", "/a b", "/...", "/.x", "/..x", "/a\nb", "/ü"})
  void absolutePathsAreTakenAsTheyAre(String path) {
    assertThat(FilePath.of(path)).hasToString(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|not absolute",
        "a|not absolute",
        "//|empty component",
        "/a/|empty component",
        "/a//b|empty component",
        "/.|'.' component",
        "/a/./b|'.' component",
        "/..|'..' component",
        "/a/../b|'..' component"
      })
  void pathsThatNameAnotherPathAreRefused(String path, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilePath.of(path))
        .withMessageContaining(reason);
  }

  @Test
  void aPathIsTakenIfAllOfItsComponentsCanBe() {
    Random random = new Random(7);
    String bytes = "/././ab\0cdefgh";
    int taken = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int length = random.nextInt(30); length >= 0; length--) {
        path.append(bytes.charAt(random.nextInt(bytes.length())));
      }
      boolean valid =
          path.indexOf("\0") < 0
              && path.charAt(0) == '/'
              && (path.length() == 1
                  || Stream.of(path.substring(1).split("/", -1))
                      .noneMatch(part -> part.matches("|\\.|\\.\\.")));
      taken += valid ? 1 : 0;

      if (valid) {
        assertThat(FilePath.of(path.toString())).hasToString(path.toString());
      } else {
        assertThatIllegalArgumentException().isThrownBy(() -> FilePath.of(path.toString()));
      }
    }
    assertThat(taken).isBetween(1_000, 199_000);
  }

  @Test
  void aNulByteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilePath.of("/a\0b"))
        .withMessageContaining("NUL");
  }

  @Test
  void thePathMayBeAsLongAsTheKernelTakes() {
    String longest = "/" + "a".repeat(FilePath.MAX_LENGTH - 1);
    assertThat(FilePath.of(longest).length()).isEqualTo(4095);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FilePath.of(longest + "a"))
        .withMessageContaining("4096 bytes");
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() {
    byte[] latin1 = {'/', (byte) 0xfc};
    FilePath path = FilePath.of(latin1);
    assertThat(path.isUtf8()).isFalse();
    assertThat(path.bytes()).isEqualTo(latin1);
    assertThat(path).hasToString("/\ufffd");
    assertThat(FilePath.of("/ü").isUtf8()).isTrue();
  }

  @Test
  void laterChangesToTheBytesDoNotReachThePath() {
    byte[] bytes = {'/', 'a'};
    FilePath path = FilePath.of(bytes);
    bytes[1] = 'b';
    path.bytes()[1] = 'c';
    assertThat(path).isEqualTo(FilePath.of("/a"));
    assertThat(path.at(1)).isEqualTo((byte) 'a');
  }

  @Test
  void pathsAreOrderedByUnsignedBytes() {
    FilePath high = FilePath.of(new byte[] {'/', (byte) 0xff});
    assertThat(
            List.of(high, FilePath.of("/b"), FilePath.of("/a/b"), FilePath.of("/a")).stream()
                .sorted())
        .containsExactly(FilePath.of("/a"), FilePath.of("/a/b"), FilePath.of("/b"), high);
  }

  @Test
  void equalBytesAreTheSamePath() {
    assertThat(FilePath.of("/a"))
        .isEqualTo(FilePath.of("/a"))
        .hasSameHashCodeAs(FilePath.of("/a"))
        .isNotEqualTo(FilePath.of("/b"))
        .isNotEqualTo("/a");
  }
}
