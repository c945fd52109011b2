package io.github.imaallowlist.rpm.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmSections;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a signature over the header does not cover, lead and signature header, has no say in what
 * comes out of a package; and what it covers cannot be changed.
 */
@RequiresTool("gpg")
final class UnsignedPartsTest {
  private static GpgHome gpg;
  private static Keyring keyring;
  private static byte[] signature;

  @TempDir private Path folder;

  @BeforeAll
  static void signHeader() throws IOException {
    gpg = GpgHome.create().key("one", "rsa2048", "never");
    keyring = gpg.keyring("one");
    signature = gpg.sign("one", small().sections().header());
  }

  @AfterAll
  static void killAgent() {
    gpg.close();
  }

  private static RpmBytes small() {
    return RpmBytes.named("small").epoch(1).executable("/b", "b\n").symlink("/l", "b");
  }

  private static RpmBytes signed() {
    return small().signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, signature));
  }

  private ScannedPackage scan(byte[] bytes, ReadMode mode) throws IOException {
    Path rpm = Files.write(folder.resolve("small.rpm"), bytes);
    return Judged.scan(rpm, Judged.require(Requirement.PACKAGES, keyring), mode).contents();
  }

  /** What comes out, but for the signatures themselves. */
  private static List<Object> output(ScannedPackage contents) {
    return List.of(
        contents.id(),
        contents.files(),
        contents.links().stream()
            .map(link -> link.path() + " " + HexFormat.of().formatHex(link.target()))
            .toList(),
        contents.unmeasured(),
        contents.headerAlgorithm());
  }

  @Test
  void noByteBeforeTheHeaderChangesWhatComesOut() throws IOException {
    RpmBytes signed = signed();
    assertNoByteMatters(signed.build(), 0, signed.sections().headerOffset());
  }

  @Test
  void noByteOfThePayloadChangesWhatComesOut() throws IOException {
    RpmBytes signed = signed().withoutSignatureTag(RpmTag.SIG_MD5);
    byte[] rpm = signed.build();
    assertNoByteMatters(rpm, signed.sections().payloadOffset(), rpm.length);
  }

  private void assertNoByteMatters(byte[] rpm, int from, int to) throws IOException {
    ScannedPackage unchanged = scan(rpm, ReadMode.PAYLOAD);
    assertThat(unchanged.files()).isNotEmpty();
    for (int i = from; i < to; i++) {
      rpm[i] ^= 0x01;
      ScannedPackage changed = scan(rpm, ReadMode.PAYLOAD);
      if (changed.findings().isEmpty()) {
        assertThat(output(changed)).as("byte %d", i).isEqualTo(output(unchanged));
      }
      rpm[i] ^= 0x01;
    }
  }

  /** Without the digests beside it, which would tell too. */
  @Test
  void noByteOfTheHeaderCanBeChanged() throws IOException {
    RpmBytes bare =
        signed()
            .withoutSignatureTag(RpmTag.SIG_MD5)
            .withoutSignatureTag(RpmTag.SIG_SHA1)
            .withoutSignatureTag(RpmTag.SIG_SHA256);
    RpmSections sections = bare.sections();
    byte[] rpm = bare.build();
    assertThat(scan(rpm, ReadMode.HEADERS).files()).isNotEmpty();

    for (int i = sections.headerOffset(); i < sections.payloadOffset(); i++) {
      rpm[i] ^= 0x01;
      assertThat(scan(rpm, ReadMode.HEADERS).findings()).as("byte %d", i).isNotEmpty();
      rpm[i] ^= 0x01;
    }
  }

  /** Tags of the header, and lies about it, where nothing is signed. */
  static Stream<HeaderEntry> lies() {
    return Stream.of(
        HeaderEntry.int32s(RpmTag.EPOCH, 7),
        HeaderEntry.string(RpmTag.ARCH, "s390x"),
        HeaderEntry.strings(RpmTag.BASE_NAMES, List.of("evil", "l")),
        HeaderEntry.strings(RpmTag.DIR_NAMES, List.of("/evil/")),
        HeaderEntry.strings(RpmTag.FILE_DIGESTS, List.of("00".repeat(32), "")),
        HeaderEntry.strings(RpmTag.FILE_LINK_TOS, List.of("", "evil")),
        HeaderEntry.int32s(RpmTag.FILE_DIGEST_ALGO, 10),
        HeaderEntry.string(RpmTag.PAYLOAD_COMPRESSOR, "zstd"),
        HeaderEntry.int64s(RpmTag.PAYLOAD_SIZE, 1),
        HeaderEntry.strings(RpmTag.SIG_FILE_SIGNATURES, List.of("0302", "")),
        HeaderEntry.int32s(RpmTag.SIG_FILE_SIGNATURE_LENGTH, 2),
        HeaderEntry.int32s(RpmTag.SIG_PAYLOAD_SIZE, 1),
        HeaderEntry.int64s(RpmTag.SIG_LONG_ARCHIVE_SIZE, 1),
        HeaderEntry.int64s(RpmTag.SIG_LONG_SIZE, 1),
        HeaderEntry.string(RpmTag.SIG_SHA1, "00".repeat(20)),
        HeaderEntry.string(RpmTag.SIG_SHA256, "00".repeat(32)),
        HeaderEntry.string(RpmTag.SIG_SHA3_256, "00".repeat(32)),
        HeaderEntry.binary(RpmTag.SIG_MD5, new byte[16]));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void tagOfTheSignatureHeaderRefusesThePackageOrChangesNothing(HeaderEntry lie)
      throws IOException {
    for (ReadMode mode : List.of(ReadMode.PAYLOAD, ReadMode.HEADERS)) {
      List<Object> expected = output(scan(signed().build(), mode));
      ScannedPackage scanned = scan(signed().signatureTag(lie).build(), mode);
      if (scanned.findings().isEmpty()) {
        assertThat(output(scanned)).isEqualTo(expected);
      } else {
        assertThat(scanned.files()).isEmpty();
        assertThat(scanned.id()).isIn(Optional.empty(), expected.get(0));
      }
    }
  }

  /** Bytes that the immutable region does not span would be covered, and yet be no part of it. */
  @Test
  void headerThatReachesBeyondItsRegionIsRefused() throws IOException {
    byte[] header = small().sections().header();
    byte[] longer = withTagBehindTheRegion(header);
    RpmBytes rpm =
        small()
            .alterHeader(unchanged -> longer)
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, gpg.sign("one", longer)));

    assertThat(scan(rpm.build(), ReadMode.HEADERS).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.detail()).contains("immutable region"));
  }

  private static byte[] withTagBehindTheRegion(byte[] header) {
    ByteBuffer old = ByteBuffer.wrap(header);
    int entries = old.getInt(8);
    int data = old.getInt(12);
    byte[] value = {'e', 'v', 'i', 'l', 0};
    return ByteBuffer.allocate(header.length + 16 + value.length)
        .put(header, 0, 8)
        .putInt(entries + 1)
        .putInt(data + value.length)
        .put(header, 16, 16 * entries)
        .putInt(RpmTag.PAYLOAD_COMPRESSOR)
        .putInt(HeaderEntry.STRING)
        .putInt(data)
        .putInt(1)
        .put(header, 16 + 16 * entries, data)
        .put(value)
        .array();
  }
}
