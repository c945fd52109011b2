package io.github.imaallowlist.ima.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** evmctl replays the same lists, and shows them in the kernel's ASCII form. */
@RequiresTool("evmctl")
class EvmctlAgreementTest {
  @TempDir private Path folder;

  private static byte[] log(int entries) {
    Random random = new Random(7);
    LogBytes log = LogBytes.littleEndian();
    for (int i = 0; i < entries; i++) {
      byte[] content = new byte[32];
      random.nextBytes(content);
      byte[] digest = LogBytes.digest("sha256", content);
      byte[] name = LogBytes.text("/usr/share/" + random.nextInt() + "/f" + i);
      switch (i % 4) {
        case 0 -> log.entry("ima-ng", digest, name);
        case 1 -> log.entry("ima-sig", digest, name, i % 8 == 1 ? content : new byte[0]);
        case 2 -> log.violation("/var/log/" + i);
        default -> log.entry("ima-buf", digest, LogBytes.text("buffer"), content);
      }
    }
    return log.toByteArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA1", "SHA256"})
  void evmctlFindsTheSamePcr(HashAlgorithm bank) throws IOException {
    Path file = Files.write(folder.resolve("log"), log(1_000));
    PcrReplay replay = new PcrReplay(bank);
    MeasurementLogTest.read(Files.readAllBytes(file)).forEach(replay::extend);
    byte[] value = Objects.requireNonNull(replay.values().get(10));

    assertThat(evmctl(file, bank, value)).isZero();
    value[0] ^= 1;
    assertThat(evmctl(file, bank, value)).as("evmctl can tell").isNotZero();
  }

  private int evmctl(Path log, HashAlgorithm bank, byte[] value) throws IOException {
    StringBuilder pcrs = new StringBuilder();
    for (int pcr = 0; pcr < LogLimits.PCRS; pcr++) {
      byte[] shown = pcr == 10 ? value : new byte[bank.digestLength()];
      pcrs.append("PCR-%02d: ".formatted(pcr)).append(HexFormat.of().formatHex(shown)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("pcrs"), pcrs);
    return Tools.run(
            "evmctl",
            "ima_measurement",
            "--ignore-violations",
            "--pcrs",
            bank.kernelName() + "," + file,
            log)
        .exitCode();
  }

  @Test
  void asciiListHasTheDataOfTheBinaryOne() throws IOException {
    Path file = Files.write(folder.resolve("log"), log(1_000));
    String shown =
        Tools.run("evmctl", "-v", "ima_measurement", "--ignore-violations", file).errorText();
    String ascii =
        shown
            .lines()
            .filter(line -> line.matches("10 [0-9a-f]{40} .*"))
            .reduce("", (a, b) -> a + b + "\n");

    List<MeasurementEntry> binary = MeasurementLogTest.read(Files.readAllBytes(file));
    List<MeasurementEntry> text = MeasurementLogTest.read(ascii.getBytes(StandardCharsets.UTF_8));

    assertThat(text).hasSameSizeAs(binary).hasSize(1_000);
    for (int i = 0; i < text.size(); i++) {
      assertThat(text.get(i).data()).isEqualTo(binary.get(i).data());
      assertThat(text.get(i).listedHash()).isEqualTo(binary.get(i).listedHash());
    }
  }
}
