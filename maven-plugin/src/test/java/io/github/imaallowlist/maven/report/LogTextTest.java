package io.github.imaallowlist.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogTextTest {
  private final Locale usual = Locale.getDefault();

  @BeforeEach
  void takeALocaleWithOtherDigits() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
  }

  @AfterEach
  void takeTheUsualOne() {
    Locale.setDefault(usual);
  }

  @Test
  void numbersLookTheSameEverywhere() {
    assertThat(Amounts.count(1_234, "package")).isEqualTo("1,234 packages");
    assertThat(Amounts.count(1, "package")).isEqualTo("1 package");
    assertThat(Amounts.bytes(1_500)).isEqualTo("1.5 kB");
    assertThat(Amounts.bytes(12_345_678)).isEqualTo("12 MB");
  }

  @Test
  void aFilesNameCannotWriteALineOfItsOwn() {
    assertThat(Printable.of("a\n[INFO] BUILD SUCCESS\u202e"))
        .isEqualTo("a\\u000a[INFO] BUILD SUCCESS\\u202e");
  }
}
