package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.rpm.repodata.PlainRepository.LIST;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressingStreamTest {
  @TempDir Path folder;

  /** More than is handed over at once, and as little to be compressed as a list. */
  private static byte[] content() {
    byte[] content = new byte[1_500_000];
    new Random(1).ints(content.length, '0', '9' + 1).forEach(new Filling(content)::add);
    return content;
  }

  private static final class Filling {
    private final byte[] bytes;
    private int filled;

    Filling(byte[] bytes) {
      this.bytes = bytes;
    }

    void add(int b) {
      bytes[filled++] = (byte) b;
    }
  }

  /** Writes it in pieces of one size. */
  private static CompressedContent compressed(
      byte[] content, int piece, DataCompression compression) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CompressingStream out = new CompressingStream(LIST, compression, bytes)) {
      for (int start = 0; start < content.length; start += piece) {
        out.write(content, start, Math.min(piece, content.length - start));
      }
      ContentSums sums = out.finish();
      return new CompressedContent(compression, sums, RepodataFile.Content.of(bytes.toByteArray()));
    }
  }

  private static byte[] bytes(RepodataFile.Content content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @EnumSource
  @RequiresTool({"gzip", "zstd"})
  void othersReadWhatIsCompressedAndSumsAreOfBoth(DataCompression compression) throws Exception {
    byte[] content = content();

    CompressedContent compressed = compressed(content, 100_003, compression);

    byte[] file = bytes(compressed.compressed());
    Path path = Files.write(folder.resolve("file" + compression.extension()), file);
    String tool = compression == DataCompression.GZIP ? "gzip" : "zstd";
    assertThat(Tools.run(tool, "-dcq", path).succeeded().output()).isEqualTo(content);
    assertThat(compressed.sums().openSize()).isEqualTo(content.length);
    assertThat(compressed.sums().openChecksum().hex()).isEqualTo(hex(content));
    assertThat(compressed.sums().size()).isEqualTo(file.length).isLessThan(content.length);
    assertThat(compressed.sums().checksum().hex()).isEqualTo(hex(file));
    assertThat(compressed.size()).isEqualTo(content.length);
    assertThat(bytes(compressed)).isEqualTo(content);
  }

  @ParameterizedTest
  @EnumSource
  void bytesDoNotDependOnThePiecesInWhichContentComes(DataCompression compression)
      throws Exception {
    byte[] content = content();

    CompressedContent inPieces = compressed(content, 6_001, compression);

    assertThat(inPieces.sums()).isEqualTo(compressed(content, content.length, compression).sums());
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsContentAsWell(DataCompression compression) throws Exception {
    CompressedContent nothing = compressed(new byte[0], 1, compression);

    assertThat(nothing.size()).isZero();
    assertThat(bytes(nothing)).isEmpty();
  }

  @Test
  void moreThanTheLimitIsRefusedWhileItIsWritten() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CompressingStream out = new CompressingStream(LIST, DataCompression.ZSTD, bytes, 3)) {
      out.write(new byte[2]);
      out.write(1);
      assertThatThrownBy(() -> out.write(1))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("ima-allowlist")
          .hasMessageContaining("more than the 3 bytes");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatThePlaceBelowThrowsComesAsItIs(DataCompression compression) throws Exception {
    IOException full = new IOException("No space left on device");
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw full;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            throw full;
          }
        };
    byte[] content = content();

    assertThatThrownBy(
            () -> {
              try (CompressingStream out = new CompressingStream(LIST, compression, disk)) {
                out.write(content);
                out.finish();
              }
            })
        .isSameAs(full);
  }
}
