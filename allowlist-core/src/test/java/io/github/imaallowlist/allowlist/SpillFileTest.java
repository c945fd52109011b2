package io.github.imaallowlist.allowlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFileTest {
  @TempDir Path folder;

  /** The kernel's {@code /dev/full} answers each write as a full disk does. */
  @Test
  void aFullDiskIsReportedWithItsFolder() throws IOException {
    Path full = Path.of("/dev/full");
    try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE);
        SpillFile file = new SpillFile(channel, Path.of("/var/tmp/spill"))) {
      assertThatIOException()
          .isThrownBy(() -> file.append(new byte[10], 10))
          .withMessageStartingWith("/var/tmp/spill: cannot write temporary data: No space left");
    }
  }

  @Test
  void dataThatHasGoneIsReported() throws IOException {
    Path path = Files.createFile(folder.resolve("short"));
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        SpillFile file = new SpillFile(channel, folder)) {
      byte[] record = {0, 10, 0, 5, 0, '/', 'a', 'b', 'c', 'd'};
      Extent extent = file.append(record, record.length);
      channel.truncate(7);
      RunReader reader = new RunReader(file, extent, new byte[1 << 14], 0, 1 << 14);
      assertThatIOException().isThrownBy(reader::advance).withMessageContaining("cut short");
    }
  }

  @Test
  void whatWasWrittenIsReadBack() throws IOException {
    try (SpillFile file = SpillFile.createIn(folder)) {
      file.append(new byte[] {1}, 1);
      Extent extent = file.append(new byte[] {2, 3, 4}, 2);
      byte[] read = new byte[4];
      assertThat(file.read(extent.start(), read, 1, 2)).isEqualTo(2);
      assertThat(read).containsExactly(0, 2, 3, 0);
    }
  }
}
