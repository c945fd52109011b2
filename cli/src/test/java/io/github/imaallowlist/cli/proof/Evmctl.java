package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** What {@code evmctl ima_measurement} says of a binary measurement list. */
final class Evmctl {
  /** What a verifier does that judges violations itself: they count as the kernel counts them. */
  static final String IGNORE_VIOLATIONS = "--ignore-violations";

  private static final int PCRS = 24;
  private static final int IMA_PCR = 10;
  private static final String GOOD_SIGNATURE = ": verification is OK";

  private Evmctl() {}

  /** Whether the list leads to this value of IMA's register in a bank, by its exit code. */
  static boolean matches(Path log, HashAlgorithm bank, byte[] value, String... options)
      throws IOException {
    StringBuilder pcrs = new StringBuilder();
    for (int pcr = 0; pcr < PCRS; pcr++) {
      byte[] shown = pcr == IMA_PCR ? value : new byte[value.length];
      pcrs.append(
          String.format(Locale.ROOT, "PCR-%02d: %s%n", pcr, HexFormat.of().formatHex(shown)));
    }
    Path file = Files.createTempFile("pcrs", "");
    try {
      Files.writeString(file, pcrs);
      List<Object> command = new ArrayList<>(List.of("evmctl", "ima_measurement"));
      command.addAll(List.of(options));
      command.addAll(List.of("--pcrs", bank.kernelName() + "," + file, log));
      return Tools.run(command.toArray()).exitCode() == 0;
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

  /**
   * Names of files whose signatures are good.
   *
   * @param certificate of who signed them, in DER
   */
  static List<String> signed(Path log, Path certificate) {
    return Tools.run(
            "evmctl", "-v", "-v", "ima_measurement", "--verify-sig", "--key", certificate, log)
        .errorText()
        .lines()
        .filter(line -> line.endsWith(GOOD_SIGNATURE))
        .map(line -> line.substring(0, line.length() - GOOD_SIGNATURE.length()))
        .toList();
  }
}
