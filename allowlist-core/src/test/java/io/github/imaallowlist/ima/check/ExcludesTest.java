package io.github.imaallowlist.ima.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.format.ExcludePattern;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcludesTest {
  @Test
  void patternMatchesFromThePathsStartAndNotToItsEnd() {
    ExcludedPaths excluded = new ExcludedPaths(List.of("/var/cache/[a-z]+", "/tmp/x$"));

    assertThat(excluded.has("/var/cache/abc/def")).isTrue();
    assertThat(excluded.has("/x/var/cache/abc")).isFalse();
    assertThat(excluded.has("/tmp/x")).isTrue();
    assertThat(excluded.has("/tmp/xy")).isFalse();
  }

  @Test
  void patternThatIsNotUnderstoodExcludesNothing() {
    ExcludedPaths excluded = new ExcludedPaths(List.of("(?i)/tmp/.*", "(/a+)+b", ".*", "/a"));

    assertThat(excluded.unknown()).containsExactly("(?i)/tmp/.*", "(/a+)+b", ".*");
    assertThat(excluded.has("/tmp/x")).isFalse();
    assertThat(excluded.has("/a")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/ld.so.cache",
        "/usr/lib/python3/dist-packages/__pycache__/x.cpython-311.pyc",
        "/usr/lib/modules/6.1.0-1-amd64/modules.dep.bin",
        "/etc/udev/hwdb.bin",
        "/etc/machine-id",
        "/init",
        "/var/log/journal/0123/system.journal"
      })
  void filesThatHostsMakeAreKnown(String path) {
    GeneratedFiles kind = GeneratedFiles.at(path).orElseThrow();

    assertThat(kind.reason()).isNotEmpty();
    kind.exclude()
        .ifPresent(
            pattern -> {
              assertThat(new ExcludedPaths(List.of(new ExcludePattern(pattern).text())).has(path))
                  .isTrue();
              assertThat(kind.risk()).isNotEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/tmp/evil",
        "/var/log/evil",
        "/dev/shm/evil",
        "/home/user/evil",
        "/usr/bin/ls",
        "/x/etc/ld.so.cache"
      })
  void programsInPlacesOfDataAreNoSuchFiles(String path) {
    assertThat(GeneratedFiles.at(path)).isEmpty();
  }
}
