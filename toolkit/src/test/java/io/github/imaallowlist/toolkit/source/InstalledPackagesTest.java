package io.github.imaallowlist.toolkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.PackageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InstalledPackagesTest {
  private static InstalledPackages read(String text) throws IOException {
    return InstalledPackages.read(
        "list", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static PackageId id(String name, int epoch, String version) {
    OptionalInt number = epoch < 0 ? OptionalInt.empty() : OptionalInt.of(epoch);
    return new PackageId(name, number, version, "3.fc40", "x86_64");
  }

  @Test
  void withoutAnEpochAnyEpochIsMeant() throws IOException {
    InstalledPackages list = read("gtk-doc-tools-1.2-3.fc40.x86_64\n");

    assertThat(list.contains(id("gtk-doc-tools", -1, "1.2"))).isTrue();
    assertThat(list.contains(id("gtk-doc-tools", 7, "1.2"))).isTrue();
    assertThat(list.contains(id("gtk-doc-tools", -1, "1.3"))).isFalse();
    assertThat(list.contains(id("gtk-doc", -1, "1.2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b-1:5-3.fc40.x86_64", "1:b-5-3.fc40.x86_64"})
  void epochIsThatOneWhereverItStands(String line) throws IOException {
    InstalledPackages list = read(line);

    assertThat(list.contains(id("b", 1, "5"))).isTrue();
    assertThat(list.contains(id("b", 2, "5"))).isFalse();
    assertThat(list.contains(id("b", -1, "5"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b-0:5-3.fc40.x86_64", "(none):b-5-3.fc40.x86_64"})
  void noEpochIsEpochZero(String line) throws IOException {
    assertThat(read(line).contains(id("b", -1, "5"))).isTrue();
    assertThat(read(line).contains(id("b", 0, "5"))).isTrue();
    assertThat(read(line).contains(id("b", 1, "5"))).isFalse();
  }

  @Test
  void namesAreUtf8AndOffsetsOfBytes() throws IOException {
    assertThat(read("b\u00fccher-1-3.fc40.x86_64").contains(id("b\u00fccher", -1, "1"))).isTrue();
    assertThatThrownBy(() -> read("\u00fc-1-3.fc40.x86_64\nbash\n"))
        .hasMessageContaining("at byte 19: line 2: ");
  }

  @Test
  void severalVersionsAreOnAHostAtOnce() throws IOException {
    InstalledPackages list = read("k-1-3.fc40.x86_64\r\n\nk-2-3.fc40.x86_64");

    assertThat(list.contains(id("k", -1, "1"))).isTrue();
    assertThat(list.contains(id("k", -1, "2"))).isTrue();
  }

  @Test
  void keysAreNoPackagesThatSourcesCouldLack() throws IOException {
    InstalledPackages list =
        read("gpg-pubkey-fd431d51-4ae0493b\ngpg-pubkey-a-b.(none)\na-1-3.fc40.x86_64\n");

    assertThat(list.lackedBy(List.of())).containsExactly("a-1-3.fc40.x86_64");
  }

  @Test
  void lackingOnesAreNamedWithTheirEpoch() throws IOException {
    InstalledPackages list = read("a-1-3.fc40.x86_64\nb-1:5-3.fc40.x86_64\nc-0:1-3.fc40.x86_64\n");

    assertThat(list.lackedBy(List.of(id("b", 2, "5"), id("c", -1, "1"))))
        .containsExactly("1:b-5-3.fc40.x86_64", "a-1-3.fc40.x86_64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "a-1.x86_64", "two words-1-2.x86_64", "a-1-2", "/a-1-2.x"})
  void whatIsNoPackageIsNamedWithItsLine(String line) {
    assertThatThrownBy(() -> read("a-1-3.fc40.x86_64\n" + line + "\n"))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("list: at byte 18: line 2: ")
        .hasMessageContaining(line);
  }

  @Test
  void emptyListIsAnErrorAndNotAHostWithoutPackages() {
    assertThatThrownBy(() -> read("\n"))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("rpm -qa");
  }
}
