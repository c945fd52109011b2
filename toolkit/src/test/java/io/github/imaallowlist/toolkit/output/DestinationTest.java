package io.github.imaallowlist.toolkit.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DestinationTest {
  private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void fileAppearsWhole() throws IOException {
    new Destination.InFile(folder.resolve("file")).put(out -> out.write(NEW));

    assertThat(folder.resolve("file")).hasContent("new");
    assertAlone("file");
  }

  /** So large that the disk begins with it before it is all there. */
  @Test
  void largeFileAppearsWhole() throws IOException {
    Path file = folder.resolve("file");
    byte[] block = new byte[1 << 20];
    new Random(1).nextBytes(block);

    new Destination.InFile(file)
        .put(
            out -> {
              for (int i = 0; i < 140; i++) {
                block[0] = (byte) i;
                out.write(block);
              }
            });

    try (InputStream in = Files.newInputStream(file)) {
      for (int i = 0; i < 140; i++) {
        block[0] = (byte) i;
        assertThat(Arrays.equals(in.readNBytes(block.length), block)).isTrue();
      }
      assertThat(in.read()).isNegative();
    }
    assertAlone("file");
  }

  @Test
  void oldFileStaysWhenItsSuccessorFails() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(
            () ->
                new Destination.InFile(file)
                    .put(
                        out -> {
                          out.write(NEW);
                          throw new IOException("in the middle");
                        }))
        .hasMessage("in the middle");
    assertThat(file).hasContent("old");
    assertAlone("file");
  }

  @Test
  void linkStaysALink() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));

    new Destination.InFile(link).put(out -> out.write(NEW));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void failureNamesTheFileAndNotTheTemporaryOne() {
    Path file = folder.resolve("nowhere/file");

    assertThatThrownBy(() -> new Destination.InFile(file).put(out -> out.write(NEW)))
        .isInstanceOf(WriteFailedException.class)
        .hasMessage(file + ": no file can be made there");
  }

  @Test
  void whatCannotBeIsSaidBefore() {
    Path file = folder.resolve("nowhere/file");

    assertThatThrownBy(() -> new Destination.InFile(file).ensurePossible())
        .hasMessageContaining("there is no folder " + folder.resolve("nowhere"));
    assertThatThrownBy(() -> new Destination.InFile(folder).ensurePossible())
        .hasMessageContaining("it is a folder");
  }

  @Test
  void deviceIsWrittenToAndNamedWhenFull() throws Exception {
    Destination full = new Destination.InFile(Path.of("/dev/full"));

    full.ensurePossible();
    assertThatThrownBy(() -> full.put(out -> out.write(NEW)))
        .isInstanceOf(WriteFailedException.class)
        .hasMessage("/dev/full: No space left on device");
  }

  @Test
  void spoolHasNoNameAndIsReadAsOftenAsAsked() throws IOException {
    try (SpoolFile spool = SpoolFile.create(folder, "the content")) {
      try (OutputStream out = spool.out()) {
        out.write('n');
        out.write(NEW, 1, 2);
      }

      assertAlone();
      assertThat(spool.length()).isEqualTo(3);
      assertThat(spool.name()).isEqualTo("the content");
      for (int i = 0; i < 2; i++) {
        try (InputStream in = spool.open()) {
          assertThat(in.read()).isEqualTo('n');
          assertThat(in.readAllBytes()).isEqualTo("ew".getBytes(StandardCharsets.UTF_8));
          assertThat(in.read()).isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void missingFolderForSpoolsIsNamed() {
    assertThatThrownBy(() -> SpoolFile.ensurePossible(folder.resolve("nowhere")))
        .isInstanceOf(WriteFailedException.class)
        .hasMessage(
            "the folder for temporary files, " + folder.resolve("nowhere") + ": no such folder");
  }

  private void assertAlone(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly(names);
    }
  }
}
