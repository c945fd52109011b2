package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.RpmBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Repositories and packages for a test. */
final class Repositories {
  /** In the project, to try the program with. */
  static final Path SAMPLE = Path.of("../samples/repo");

  /** What others made; not there in every checkout. */
  static final Path CORPUS = Path.of("../../shared/corpus");

  private Repositories() {}

  static boolean corpusIsThere() {
    return Files.isDirectory(CORPUS);
  }

  static Path copyOfSample(Path to) {
    copy(SAMPLE, to);
    return to;
  }

  static void copy(Path from, Path to) {
    try (var files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path folder, String file, RpmBytes rpm) {
    return write(folder, file, rpm.build());
  }

  static Path write(Path folder, String file, byte[] rpm) {
    try {
      Files.createDirectories(folder);
      return Files.write(folder.resolve(file), rpm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Needs createrepo_c. */
  static Path createrepo(Path folder, String... options) {
    BuiltRepository.createRepodata(folder, options);
    return folder;
  }

  /** {@code /usr/bin/NAME} alone, in {@code NAME-1.0-1.noarch}. */
  static RpmBytes simple(String name) {
    return RpmBytes.named(name).executable("/usr/bin/" + name, "echo " + name + "\n");
  }
}
