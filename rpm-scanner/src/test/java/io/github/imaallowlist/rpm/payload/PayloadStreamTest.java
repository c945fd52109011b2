package io.github.imaallowlist.rpm.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.rpm.header.RpmInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PayloadStreamTest {
  private static final byte[] CONTENT = content();

  private static byte[] content() {
    byte[] bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  private static byte[] compressed(Compressor compressor) {
    return io.github.imaallowlist.fixtures.Compressor.valueOf(compressor.name()).compress(CONTENT);
  }

  private static InputStream open(Compressor compressor, InputStream bytes) {
    return compressor.open(new RpmInput(bytes, "test.rpm"));
  }

  @ParameterizedTest
  @EnumSource(Compressor.class)
  void decompresses(Compressor compressor) throws IOException {
    try (InputStream in = open(compressor, new ByteArrayInputStream(compressed(compressor)))) {
      assertThat(in.read()).isEqualTo(CONTENT[0] & 0xff);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 1, CONTENT.length));
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  /** Not as a complaint about the package. */
  @ParameterizedTest
  @EnumSource(Compressor.class)
  void faultOfTheDiskComesOutAsItself(Compressor compressor) throws IOException {
    byte[] half = Arrays.copyOf(compressed(compressor), 150_000);
    IOException fault = new IOException("the disk is on fire");
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(half),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw fault;
              }

              @Override
              public int read(byte[] buffer, int start, int length) throws IOException {
                throw fault;
              }
            });

    try (InputStream in = open(compressor, failing)) {
      assertThatThrownBy(in::readAllBytes).isSameAs(fault);
    }
  }

  @ParameterizedTest
  @EnumSource(Compressor.class)
  void endOfTheFileIsAPlaceInThePackage(Compressor compressor) throws IOException {
    byte[] half = Arrays.copyOf(compressed(compressor), 150_000);

    try (InputStream in = open(compressor, new ByteArrayInputStream(half))) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(MalformedInputException.class)
          .hasMessageStartingWith("test.rpm: at byte 150000: the " + compressor + " stream is ");
    }
  }
}
