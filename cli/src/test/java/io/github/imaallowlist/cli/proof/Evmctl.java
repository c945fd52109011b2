package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What {@code evmctl ima_measurement} says of a binary measurement list. */
final class Evmctl {
  private static final int PCRS = 24;
  private static final int IMA_PCR = 10;

  private Evmctl() {}

  /** Whether the list leads to this value of IMA's register in each bank, by its exit code. */
  static boolean matches(Path log, HashAlgorithm bank, byte[] value) throws IOException {
    StringBuilder pcrs = new StringBuilder();
    for (int pcr = 0; pcr < PCRS; pcr++) {
      byte[] shown = pcr == IMA_PCR ? value : new byte[value.length];
      pcrs.append(
          String.format(Locale.ROOT, "PCR-%02d: %s%n", pcr, HexFormat.of().formatHex(shown)));
    }
    Path file = Files.createTempFile("pcrs", "");
    try {
      Files.writeString(file, pcrs);
      return Tools.run("evmctl", "ima_measurement", "--pcrs", bank.kernelName() + "," + file, log)
              .exitCode()
          == 0;
    } finally {
      Files.delete(file);
    }
  }

  /** The entries as it shows them: as the kernel's ASCII list has them. */
  static List<String> entries(Path log) {
    return Tools.run("evmctl", "-v", "ima_measurement", log)
        .errorText()
        .lines()
        .filter(line -> line.startsWith(IMA_PCR + " "))
        .toList();
  }
}
