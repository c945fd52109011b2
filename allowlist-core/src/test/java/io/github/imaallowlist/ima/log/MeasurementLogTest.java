package io.github.imaallowlist.ima.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementLogTest {
  private static final byte[] SIGNATURE = {3, 2, 4, 1, 2, 3, 4, 0, 1, 9};

  static List<MeasurementEntry> read(byte[] log) throws IOException {
    List<MeasurementEntry> entries = new ArrayList<>();
    try (MeasurementLog opened = MeasurementLog.open("log", new ByteArrayInputStream(log))) {
      Optional<MeasurementEntry> entry = opened.next();
      while (entry.isPresent()) {
        entries.add(entry.get());
        entry = opened.next();
      }
    }
    return entries;
  }

  private static LogBytes allTemplates(ByteOrder order) {
    LogBytes log = new LogBytes(order);
    byte[] digest = LogBytes.digest("sha256", LogBytes.sha256("content"));
    byte[] id = log.u32(1000);
    byte[] mode = order == ByteOrder.BIG_ENDIAN ? new byte[] {1, -19} : new byte[] {-19, 1};
    return log.ima(LogBytes.sha1(new byte[] {1}), "/usr/bin/a")
        .entry("ima-ng", digest, LogBytes.text("/usr/bin/b"))
        .entry("ima-sig", digest, LogBytes.text("/usr/bin/c"), SIGNATURE)
        .entry("ima-sig", digest, LogBytes.text("/usr/bin/unsigned"), new byte[0])
        .entry(
            "ima-ngv2",
            LogBytes.digest("ima:sha256", LogBytes.sha256("content")),
            LogBytes.text("/usr/bin/d"))
        .entry(
            "ima-sigv2",
            LogBytes.digest("verity:sha256", LogBytes.sha256("tree")),
            LogBytes.text("/usr/bin/e"),
            SIGNATURE)
        .entry("ima-modsig", digest, LogBytes.text("/m.ko"), new byte[0], digest, SIGNATURE)
        .entry("ima-buf", digest, LogBytes.text("selinux-state"), new byte[] {1, 2, 3})
        .entry(
            "evm-sig",
            digest,
            LogBytes.text("/usr/bin/f"),
            SIGNATURE,
            LogBytes.text("security.selinux|security.ima"),
            log.u32(4),
            new byte[] {9},
            id,
            id,
            mode)
        .entry("d-ng|n-ng|sig", digest, LogBytes.text("/custom"), SIGNATURE)
        .violation("/var/log/x");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void entriesOfAllTemplatesAreReadInEitherByteOrder(boolean bigEndian) throws IOException {
    LogBytes log = allTemplates(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    List<MeasurementEntry> entries = read(log.toByteArray());

    TemplateHash sha1 = new TemplateHash(HashAlgorithm.SHA1);
    assertThat(entries).hasSize(11);
    for (MeasurementEntry entry : entries) {
      assertThat(entry.isViolation() || Arrays.equals(entry.listedHash(), sha1.of(entry)))
          .as(entry.toString())
          .isTrue();
    }
    assertThat(entries)
        .extracting(MeasurementEntry::nameText)
        .containsExactly(
            "/usr/bin/a",
            "/usr/bin/b",
            "/usr/bin/c",
            "/usr/bin/unsigned",
            "/usr/bin/d",
            "/usr/bin/e",
            "/m.ko",
            "selinux-state",
            "/usr/bin/f",
            "/custom",
            "/var/log/x");
    assertThat(entries.get(1).digest().orElseThrow().bytes()).isEqualTo(LogBytes.sha256("content"));
    assertThat(entries.get(2).field(TemplateField.SIGNATURE)).contains(SIGNATURE);
    assertThat(entries.get(5).isVerity()).isTrue();
    assertThat(entries.get(4).isVerity()).isFalse();
    assertThat(entries.get(10).isViolation()).isTrue();
    assertThat(entries.get(10).digest()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA256", "SHA384", "SHA512", "SHA3_256"})
  void listMayHaveTheHashesOfAnotherBank(HashAlgorithm algorithm) throws IOException {
    byte[] digest = LogBytes.digest("sha256", LogBytes.sha256("content"));
    LogBytes log = LogBytes.littleEndian();
    StringBuilder text = new StringBuilder();
    for (String name : new String[] {"boot_aggregate", "/usr/bin/a"}) {
      byte[] data = log.data(digest, LogBytes.text(name));
      byte[] hash = algorithm.newMessageDigest().digest(data);
      log.raw(10, hash, "ima-ng", data);
      text.append("10 ")
          .append(HexFormat.of().formatHex(hash))
          .append(" ima-ng sha256:")
          .append(HexFormat.of().formatHex(LogBytes.sha256("content")))
          .append(' ')
          .append(name)
          .append('\n');
    }
    LogReplay replay = LogReplay.from(List.of(algorithm), new TreeMap<>());

    List<MeasurementEntry> binary = read(log.toByteArray());
    List<MeasurementEntry> ascii = read(text.toString().getBytes(StandardCharsets.UTF_8));
    binary.forEach(replay::add);

    assertThat(binary).hasSize(2).allMatch(entry -> entry.listedAlgorithm() == algorithm);
    assertThat(ascii).hasSize(2).allMatch(entry -> entry.listedAlgorithm() == algorithm);
    assertThat(replay.firstChanged()).isEmpty();
    assertThat(ascii.get(1).nameText()).isEqualTo("/usr/bin/a");
  }

  @Test
  void templateThatIsNotKnownIsCarriedAndHashed() throws IOException {
    LogBytes log = LogBytes.littleEndian();
    byte[] data = {1, 2, 3};
    log.raw(11, LogBytes.sha1(data), "future", data);

    MeasurementEntry entry = read(log.toByteArray()).get(0);

    assertThat(entry.template().isKnown()).isFalse();
    assertThat(entry.name()).isEmpty();
    assertThat(entry.data()).isEqualTo(data);
    assertThat(new TemplateHash(HashAlgorithm.SHA1).of(entry)).isEqualTo(entry.listedHash());
  }

  @Test
  void everyTruncationIsAnErrorThatNamesAnOffset() throws IOException {
    byte[] log = allTemplates(ByteOrder.LITTLE_ENDIAN).toByteArray();
    int whole = 0;
    for (int length = 1; length < log.length; length++) {
      byte[] cut = Arrays.copyOf(log, length);
      try {
        read(cut);
        whole++;
      } catch (InputException e) {
        assertThat(e.offset()).isBetween(0L, (long) length);
      }
    }
    assertThat(whole).as("cuts between entries").isEqualTo(10);
  }

  @Test
  void lengthThatOverflowsIsAnError() {
    byte[] data = {-1, -1, -1, -1};
    byte[] log = LogBytes.littleEndian().raw(10, new byte[20], "ima-ng", data).toByteArray();

    assertThatThrownBy(() -> read(log))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("d-ng")
        .hasMessageContaining("4294967295");
  }

  @Test
  void registerThatNoTpmHasIsAnError() {
    byte[] log = LogBytes.littleEndian().raw(24, new byte[20], "x", new byte[0]).toByteArray();

    assertThatThrownBy(() -> read(log))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("PCR");
  }

  @Test
  void nameWithANewlineSpansLinesOfAnAsciiList() throws IOException {
    byte[] digest = LogBytes.digest("sha256", LogBytes.sha256("x"));
    String hex = "0".repeat(40);
    String forged = "/tmp/a\n10_" + hex + "_ima-ng_sha256:" + "ab".repeat(32) + "_/bin/ls";
    byte[] data = LogBytes.littleEndian().data(digest, LogBytes.text(forged));
    String shown =
        "10 "
            + HexFormat.of().formatHex(LogBytes.sha1(data))
            + " ima-ng sha256:"
            + HexFormat.of().formatHex(LogBytes.sha256("x"))
            + " "
            + forged
            + "\n";

    List<MeasurementEntry> entries = read((shown + shown).getBytes(StandardCharsets.UTF_8));

    assertThat(entries).extracting(MeasurementEntry::nameText).containsExactly(forged, forged);
  }

  @Test
  void textThatIsNoListIsAnError() {
    assertThatThrownBy(() -> read("10 is not a list\n".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("log: at byte 0");
  }
}
