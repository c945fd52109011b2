package io.github.imaallowlist.rpm.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.rpm.PackageHeaders;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.header.RpmLimits;
import io.github.imaallowlist.rpm.trust.GpgHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken out of a signature header, and what that costs; nothing of it is verified here. */
@RequiresTool("gpg")
final class SignatureReaderTest {
  /** Its place in a packet of version 4 with a length of one byte (RFC 9580, section 5.2.3). */
  private static final int HASH_ALGORITHM = 5;

  private static GpgHome gpg;

  /** Five different ones, over nothing in particular. */
  private static List<byte[]> signatures;

  private static byte[] weak;

  @BeforeAll
  static void makeSignatures() throws IOException {
    gpg = GpgHome.create().key("one", "ed25519", "never");
    signatures =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                day ->
                    gpg.sign(
                        "one",
                        new byte[] {1},
                        "--faked-system-time",
                        "2020060%dT000000!".formatted(day)))
            .toList();
    weak = gpg.sign("one", new byte[] {1}, "--digest-algo", "SHA1");
  }

  @AfterAll
  static void killAgent() {
    gpg.close();
  }

  private static RpmBytes rpm() {
    return RpmBytes.named("signed").executable("/usr/bin/signed", "#!/bin/sh\n");
  }

  private static HeaderEntry openPgp(List<byte[]> packets) {
    return HeaderEntry.strings(
        RpmTag.SIG_OPENPGP, packets.stream().map(Base64.getEncoder()::encodeToString).toList());
  }

  private static PackageHeaders headers(RpmBytes rpm, SignatureSelection selection)
      throws IOException {
    return PackageHeaders.read(input(rpm), selection);
  }

  private static RpmInput input(RpmBytes rpm) {
    return new RpmInput(new ByteArrayInputStream(rpm.build()), "test.rpm");
  }

  private static List<PackageSignature> read(RpmBytes rpm, SignatureSelection selection)
      throws IOException {
    RpmInput in = input(rpm);
    PackageHeaders headers = PackageHeaders.read(in, selection);
    in.drain();
    return headers.finishSignatures();
  }

  private static byte[] packetOf(PackageSignature signature) {
    return signature.digest().signature().encoded();
  }

  @Test
  void allTagsAreReadInTheirOrder() throws IOException {
    RpmBytes rpm =
        rpm()
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_GPG, signatures.get(4)))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, signatures.get(3)))
            .signatureTag(openPgp(List.of(signatures.get(2), signatures.get(1))))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, signatures.get(0)))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_DSA, weak));

    List<PackageSignature> read = read(rpm, SignatureSelection.ALL);

    assertThat(read)
        .extracting(signature -> signature.scope() + " " + signature.tag())
        .containsExactly(
            "header DSAHEADER",
            "header RSAHEADER",
            "header OPENPGP",
            "header OPENPGP",
            "header and payload SIGPGP",
            "header and payload SIGGPG");
    assertThat(read.stream().map(SignatureReaderTest::packetOf))
        .containsExactly(
            weak,
            signatures.get(0),
            signatures.get(2),
            signatures.get(1),
            signatures.get(3),
            signatures.get(4));
  }

  @Test
  void severalPacketsInOneTagAreSeveralSignatures() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(signatures.get(0));
    both.writeBytes(signatures.get(1));

    assertThat(
            read(
                rpm().signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, both.toByteArray())),
                SignatureSelection.ALL))
        .hasSize(2);
  }

  @Test
  void signatureThatStandsTwiceCountsOnce() throws IOException {
    RpmBytes rpm = rpm().signatureTag(openPgp(Collections.nCopies(2, signatures.get(0))));

    assertThat(read(rpm, SignatureSelection.ALL)).hasSize(1);
  }

  @Test
  void withoutPayloadItsSignaturesAreLeftOutWhereTheHeaderHasOne() throws IOException {
    RpmBytes rpm =
        rpm()
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, signatures.get(0)))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, signatures.get(1)));

    PackageHeaders headers = headers(rpm, SignatureSelection.HEADER_FIRST);

    assertThat(headers.signaturesNeedPayload()).isFalse();
    assertThat(headers.finishSignatures())
        .extracting(PackageSignature::tag)
        .containsExactly("RSAHEADER");
    assertThat(headers(rpm, SignatureSelection.ALL).signaturesNeedPayload()).isTrue();
  }

  @Test
  void payloadIsNeededWhereTheHeaderHasNoSignatureThatCouldProveAnything() throws IOException {
    RpmBytes rpm =
        rpm()
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, weak))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, signatures.get(1)));

    PackageHeaders headers = headers(rpm, SignatureSelection.HEADER_FIRST);

    assertThat(headers.signaturesNeedPayload()).isTrue();
    assertThat(headers.finishSignatures()).hasSize(2);
  }

  @Test
  void unknownHashIsNotComputedAndDoesNotNeedThePayload() throws IOException {
    byte[] unknown = signatures.get(0).clone();
    assertThat(unknown[HASH_ALGORITHM]).as("SHA-256").isEqualTo((byte) 8);
    unknown[HASH_ALGORITHM] = 99;
    RpmBytes rpm = rpm().signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, unknown));

    assertThat(headers(rpm, SignatureSelection.ALL).signaturesNeedPayload()).isFalse();
    assertThat(read(rpm, SignatureSelection.ALL))
        .singleElement()
        .satisfies(signature -> assertThat(signature.digest().digest()).isEmpty());
  }

  @Test
  void nothingIsLookedAtUnlessAskedFor() throws IOException {
    RpmBytes rpm = rpm().signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, new byte[] {1, 2, 3}));

    assertThat(read(rpm, SignatureSelection.NONE)).isEmpty();
  }

  @Test
  void readingTwiceGivesTheSame() throws IOException {
    RpmBytes rpm =
        rpm()
            .format(RpmFormat.V3)
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_RSA, signatures.get(0)))
            .signatureTag(HeaderEntry.binary(RpmTag.SIG_PGP, signatures.get(1)));

    assertThat(read(rpm, SignatureSelection.ALL))
        .hasSize(2)
        .isEqualTo(read(rpm, SignatureSelection.ALL));
  }

  static Stream<Map.Entry<String, HeaderEntry>> notSignatures() {
    byte[] good = signatures.get(0);
    byte[] armored = gpg.sign("one", new byte[] {1}, "--armor");
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    Map<String, HeaderEntry> cases = new TreeMap<>();
    cases.put("text", HeaderEntry.binary(RpmTag.SIG_RSA, "signature".getBytes(US_ASCII)));
    cases.put("armor", HeaderEntry.binary(RpmTag.SIG_RSA, armored));
    cases.put(
        "cut short", HeaderEntry.binary(RpmTag.SIG_DSA, Arrays.copyOf(good, good.length - 1)));
    cases.put("a byte more", HeaderEntry.binary(RpmTag.SIG_PGP, trailing));
    cases.put("a key", HeaderEntry.binary(RpmTag.SIG_GPG, dearmored(gpg.publicKey("one"))));
    cases.put("zeros", HeaderEntry.binary(RpmTag.SIG_GPG, new byte[100]));
    cases.put("a string", HeaderEntry.string(RpmTag.SIG_RSA, "signature"));
    cases.put("not base64", HeaderEntry.strings(RpmTag.SIG_OPENPGP, List.of("*")));
    cases.put("an empty string", HeaderEntry.strings(RpmTag.SIG_OPENPGP, List.of("")));
    cases.put("a binary", HeaderEntry.binary(RpmTag.SIG_OPENPGP, good));
    cases.put("one good, one not", openPgp(List.of(good, "signature".getBytes(US_ASCII))));
    return cases.entrySet().stream();
  }

  private static byte[] dearmored(byte[] key) {
    String body =
        new String(key, US_ASCII)
            .lines()
            .filter(line -> !line.startsWith("-") && !line.startsWith("=") && !line.isEmpty())
            .reduce("", String::concat);
    return Base64.getDecoder().decode(body);
  }

  @ParameterizedTest
  @MethodSource("notSignatures")
  void whatIsNoSignatureMakesThePackageMalformed(Map.Entry<String, HeaderEntry> tag) {
    assertThatThrownBy(
            () -> headers(rpm().signatureTag(tag.getValue()), SignatureSelection.HEADER_FIRST))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("signature header");
  }

  static Stream<HeaderEntry> tooMuch() {
    ByteArrayOutputStream packets = new ByteArrayOutputStream();
    for (int i = 0; i <= RpmLimits.SIGNATURES; i++) {
      packets.writeBytes(signatures.get(i % signatures.size()));
    }
    return Stream.of(
        HeaderEntry.binary(RpmTag.SIG_RSA, packets.toByteArray()),
        openPgp(Collections.nCopies(RpmLimits.SIGNATURES + 1, signatures.get(0))),
        openPgp(Collections.nCopies(10_000, signatures.get(0))),
        HeaderEntry.binary(RpmTag.SIG_PGP, new byte[RpmLimits.SIGNATURE_PACKET_BYTES + 1]));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void moreThanAnyPackageHasIsRefused(HeaderEntry tag) {
    assertThatThrownBy(() -> headers(rpm().signatureTag(tag), SignatureSelection.ALL))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("limit");
  }
}
