package io.github.imaallowlist.rpm.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "..", "../a", "a/..", "a/../b", "a/", ".", "a/.", "a\0b"})
  void whatIsNoFileInTheFolderIsRefused(String path) {
    assertThatThrownBy(() -> RelativePath.of(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longerThanTheKernelsPathsIsRefused() {
    assertThat(RelativePath.of("a".repeat(4095)).bytes()).hasSize(4095);
    assertThatThrownBy(() -> RelativePath.of("a".repeat(4096)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void emptyAndDotComponentsAreDropped() {
    assertThat(RelativePath.of("./a//b/./.c")).isEqualTo(RelativePath.of("a/b/.c"));
    assertThat(RelativePath.of("...")).hasToString("...");
    assertThat(RelativePath.of("..a/b..")).hasToString("..a/b..");
  }

  @Test
  void orderIsThatOfUnsignedBytes() {
    assertThat(Stream.of("é", "z", "a/b", "a.b", "Z").map(RelativePath::of).sorted())
        .map(RelativePath::toString)
        .containsExactly("Z", "a.b", "a/b", "z", "é");
  }

  static Stream<byte[]> names() {
    return Stream.of(
            "plain.rpm", "with space", "a%20b", "a+b", "a\\b", "q?#:&'\"", "café", "a~-_.c")
        .map(name -> name.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<byte[]> allNames() {
    return Stream.concat(
        names(), Stream.of(new byte[] {'c', (byte) 0xE9, '.', 'r'}, new byte[] {(byte) 0xFF, 1}));
  }

  @ParameterizedTest
  @MethodSource("allNames")
  void nameOfAnyBytesLeadsToItsFileAndBack(byte[] name, @TempDir Path folder) throws Exception {
    RelativePath path = RelativePath.of(name);
    Path file = Files.createFile(path.in(folder));
    assertThat(RelativePath.between(folder, file)).isEqualTo(path);
    try (Stream<Path> listed = Files.list(folder)) {
      assertThat(listed.map(found -> RelativePath.between(folder, found))).containsExactly(path);
    }
  }

  @Test
  void whatIsShownIsUnambiguousAndHarmless() {
    assertThat(RelativePath.of(new byte[] {'a', (byte) 0xE9})).hasToString("a\\xE9");
    assertThat(RelativePath.of("a\\xE9")).hasToString("a\\\\xE9");
    assertThat(RelativePath.of("\u001b[31mé")).hasToString("\\x1B[31mé");
    assertThat(RelativePath.of(new byte[] {27, '\\', (byte) 0xE9})).hasToString("\\x1B\\\\\\xE9");
    assertThat(RelativePath.of("\u0085")).hasToString("\\xC2\\x85");
  }

  @Test
  void latin1NamesAreFoundAgainFromTheirUtf8Form() {
    assertThat(RelativePath.of("café").asLatin1())
        .contains(RelativePath.of(new byte[] {'c', 'a', 'f', (byte) 0xE9}));
    assertThat(RelativePath.of("cafe").asLatin1()).isEmpty();
    assertThat(RelativePath.of("caf\u0119").asLatin1()).isEmpty();
    assertThat(RelativePath.of(new byte[] {(byte) 0xE9}).asLatin1()).isEmpty();
  }
}
