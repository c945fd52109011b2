package io.github.imaallowlist.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RootLocaleTest {
  private final Locale usual = Locale.getDefault(Locale.Category.FORMAT);

  @AfterEach
  void takeTheUsualOne() {
    Locale.setDefault(Locale.Category.FORMAT, usual);
  }

  @Test
  @SuppressWarnings("StringFormatWithoutLocale") // as the toolkit formats
  void numbersLookTheSameUntilTheLastIsClosed() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
    try (RootLocale outer = RootLocale.open()) {
      try (RootLocale inner = RootLocale.open()) {
        assertThat(inner).isNotSameAs(outer);
      }
      assertThat("%,d".formatted(1_234)).isEqualTo("1,234");
    }
    assertThat(Locale.getDefault(Locale.Category.FORMAT).toLanguageTag()).isEqualTo("ar-EG");
  }

  @Test
  void aLocaleThatWritesThemSoStays() {
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    try (RootLocale open = RootLocale.open()) {
      assertThat(open).isNotNull();
      assertThat(Locale.getDefault(Locale.Category.FORMAT)).isEqualTo(Locale.US);
    }
  }
}
