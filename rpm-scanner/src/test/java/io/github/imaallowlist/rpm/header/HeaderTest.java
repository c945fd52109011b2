package io.github.imaallowlist.rpm.header;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HeaderTest {
  private static Header header(RpmBytes rpm) throws IOException {
    byte[] bytes = rpm.sections().header();
    return HeaderReader.read(
        new RpmInput(new ByteArrayInputStream(bytes), "test.rpm"), HeaderKind.HEADER);
  }

  private static RpmBytes good() {
    return RpmBytes.named("header").file("/usr/bin/header", "x");
  }

  @Test
  void numbersAreUnsigned() throws IOException {
    Header header =
        header(
            good()
                .tag(HeaderEntry.int32s(RpmTag.FILE_FLAGS, -1, 7))
                .tag(HeaderEntry.int16s(RpmTag.FILE_MODES, 0x81a4, 0xffff))
                .tag(HeaderEntry.int64s(RpmTag.LONG_FILE_SIZES, 1L << 40)));

    assertThat(header.numbers(Tag.FILE_FLAGS).orElseThrow().at(0)).isEqualTo(0xffffffffL);
    assertThat(header.numbers(Tag.FILE_FLAGS).orElseThrow().at(1)).isEqualTo(7);
    assertThat(header.numbers(Tag.FILE_MODES).orElseThrow().at(1)).isEqualTo(0xffff);
    assertThat(header.number(Tag.LONG_FILE_SIZES)).hasValue(1L << 40);
    assertThat(header.number(Tag.EPOCH)).isEmpty();
  }

  @Test
  void stringsAreBytesAndKnowTheirPlace() throws IOException {
    byte[] latin1 = "Stra\u00dfe".getBytes(ISO_8859_1);
    RpmBytes rpm =
        good().tag(HeaderEntry.byteStrings(RpmTag.BASE_NAMES, List.of(new byte[0], latin1)));
    Strings names = header(rpm).strings(Tag.BASE_NAMES).orElseThrow();

    assertThat(names.size()).isEqualTo(2);
    assertThat(names.length(0)).isZero();
    assertThat(names.bytes(1)).isEqualTo(latin1);
    assertThat(names.text(1)).isEqualTo("Stra\ufffde");
    assertThat(rpm.sections().header()[(int) names.fileOffset(1)]).isEqualTo((byte) 'S');
  }

  @Test
  void tagOfAnotherTypeIsMalformedAndStringsMayBeOfAnyKind() throws IOException {
    Header header =
        header(
            good()
                .tag(HeaderEntry.string(RpmTag.FILE_SIZES, "12"))
                .tag(HeaderEntry.i18n(RpmTag.NAME, "translated")));

    assertThat(header.string(Tag.NAME)).contains("translated");
    assertThatThrownBy(() -> header.numbers(Tag.FILE_SIZES))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("FILESIZES (1028) is of type STRING in place of INT32");
  }

  @Test
  void headerIsDigestedAsItStandsInTheFile() throws IOException {
    RpmBytes rpm = good();
    byte[] bytes = rpm.sections().header();
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    header(rpm).digestInto(digest);

    assertThat(header(rpm).length()).isEqualTo(bytes.length);
    assertThat(digest.digest()).isEqualTo(Digest.SHA256.bytes(bytes));
  }

  @Test
  void onlyHeadersOfRpm3HaveNoRegion() throws IOException {
    assertThat(header(good()).hasRegion()).isTrue();
    assertThat(header(good().format(RpmFormat.V3)).hasRegion()).isFalse();
  }

  @Test
  void bytesComeHoweverFewAtATime() throws IOException {
    byte[] rpm = good().build();
    InputStream trickle =
        new ByteArrayInputStream(rpm) {
          @Override
          public synchronized int read(byte[] buffer, int start, int length) {
            return super.read(buffer, start, Math.min(length, 1));
          }
        };
    RpmInput in = new RpmInput(trickle, "test.rpm");

    Lead.read(in);
    Header signature = HeaderReader.read(in, HeaderKind.SIGNATURE);
    Header header = HeaderReader.read(in, HeaderKind.HEADER);

    assertThat(in.offset()).isEqualTo(good().sections().payloadOffset());
    assertThat(signature.binary(Tag.SIG_MD5).orElseThrow()).hasSize(16);
    assertThat(header.string(Tag.NAME)).contains("header");
  }
}
