package io.github.imaallowlist.allowlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackgroundSinkTest {
  private static final UnlabelledDigest DIGEST = UnlabelledDigest.of(new byte[32]);

  private static AllowlistEntry entry(int number) {
    return new AllowlistEntry(LoggedPath.of("/" + number), List.of(DIGEST));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1023, 1024, 1025, 10_000})
  void allEntriesComeInTheirOrder(int count) throws IOException {
    List<AllowlistEntry> given = new ArrayList<>();
    List<AllowlistEntry> taken = new ArrayList<>();
    try (BackgroundSink sink = new BackgroundSink(taken::add)) {
      for (int i = 0; i < count; i++) {
        given.add(entry(i));
        sink.entry(given.get(i));
      }
      sink.finish();
    }

    assertThat(taken).isEqualTo(given);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 5_000, 9_999})
  void anEntryThatCannotBeTakenEndsItAll(int bad) throws IOException {
    AllowlistEntry last = entry(bad);
    try (BackgroundSink sink =
        new BackgroundSink(
            entry -> {
              if (entry.equals(last)) {
                throw new IOException("no room");
              }
            })) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  sink.entry(entry(i));
                }
                sink.finish();
              })
          .isInstanceOf(IOException.class)
          .hasMessage("no room");
    }
  }

  @Test
  void aBugInTheSinkIsNotHidden() {
    try (BackgroundSink sink =
        new BackgroundSink(
            entry -> {
              throw new IllegalArgumentException("too short");
            })) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  sink.entry(entry(i));
                }
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("too short");
    }
  }
}
