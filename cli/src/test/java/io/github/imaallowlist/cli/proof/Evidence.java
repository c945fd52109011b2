package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.fixtures.host.HostRun;
import io.github.imaallowlist.fixtures.kernel.GuestRun;
import io.github.imaallowlist.fixtures.tpm.SoftwareTpm;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a host hands to its verifier, in files: both forms of the measurement list, and a quote.
 *
 * @param folder its files
 * @param guest what else the host's steps left
 */
record Evidence(Path folder, GuestRun guest) {
  static final String NONCE = "5555aaaa0123";

  /** The banks that are quoted. */
  static final List<HashAlgorithm> BANKS = List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);

  static final int IMA_PCR = 10;

  private static final Pattern PCR = Pattern.compile("(\\d+) *: 0x([0-9A-F]+)");

  /** Fields of a line of the ASCII list. */
  private static final int NAME = 4;

  private static final int BUFFER = 5;

  /** Those that boot_aggregate is over, and IMA's. */
  private static final String PCRS =
      IntStream.rangeClosed(0, IMA_PCR)
          .mapToObj(Integer::toString)
          .collect(Collectors.joining(","));

  private static final String SELECTION = "sha1:10+sha256:" + PCRS;

  /** Takes it from a host that has ended, and has tpm2-tools verify the quote. */
  static Evidence of(Path folder, HostRun run) throws IOException {
    Evidence evidence = new Evidence(folder, run.guest());
    Files.createDirectories(folder);
    Files.write(evidence.binaryLog(), run.guest().binaryLog());
    Files.write(evidence.asciiLog(), run.guest().asciiLog());
    evidence.quote(run.tpm());
    return evidence;
  }

  private void quote(SoftwareTpm tpm) throws IOException {
    tpm.run(
        ("tpm2_createak -C ek.ctx -c ak.ctx -G ecc -g sha256 -s ecdsa -u " + attestationKey())
            .split(" ", -1));
    tpm.run(
        "tpm2_quote",
        "-c",
        "ak.ctx",
        "-l",
        SELECTION,
        "-q",
        NONCE,
        "-g",
        "sha256",
        "-m",
        quote().toString(),
        "-s",
        quoteSignature().toString(),
        "-o",
        quotedPcrs().toString());
    for (HashAlgorithm bank : BANKS) {
      Files.writeString(
          folder.resolve("pcrs-" + bank.kernelName()),
          tpm.run("tpm2_pcrread", bank.kernelName() + ":" + PCRS));
    }
  }

  Path binaryLog() {
    return folder.resolve("binary_runtime_measurements").toAbsolutePath();
  }

  Path asciiLog() {
    return folder.resolve("ascii_runtime_measurements").toAbsolutePath();
  }

  Path quote() {
    return folder.resolve("quote").toAbsolutePath();
  }

  Path quoteSignature() {
    return folder.resolve("quote.sig").toAbsolutePath();
  }

  /** As {@code tpm2_quote --pcr} writes them. */
  Path quotedPcrs() {
    return folder.resolve("quote.pcrs").toAbsolutePath();
  }

  /** The public area of the key that signed the quote. */
  Path attestationKey() {
    return folder.resolve("ak.pub").toAbsolutePath();
  }

  /** The value that the TPM has for IMA's register. */
  byte[] imaPcr(HashAlgorithm bank) throws IOException {
    return pcrs(bank).get(IMA_PCR);
  }

  /** The values that the TPM has, from 0 to IMA's register, as tpm2_pcrread shows them. */
  SortedMap<Integer, byte[]> pcrs(HashAlgorithm bank) throws IOException {
    SortedMap<Integer, byte[]> values = new TreeMap<>();
    Matcher matcher = PCR.matcher(Files.readString(folder.resolve("pcrs-" + bank.kernelName())));
    while (matcher.find()) {
      String hex = matcher.group(2).toLowerCase(Locale.ROOT);
      values.put(Integer.valueOf(matcher.group(1)), HexFormat.of().parseHex(hex));
    }
    return values;
  }

  /** What the host measured that is no file, from the ASCII list. */
  byte[] buffer(String name) throws IOException {
    return Files.readAllLines(asciiLog(), StandardCharsets.ISO_8859_1).stream()
        .map(line -> line.split(" ", -1))
        .filter(fields -> fields.length > BUFFER && fields[NAME].equals(name))
        .map(fields -> HexFormat.of().parseHex(fields[BUFFER]))
        .findFirst()
        .orElseThrow();
  }

  /** Names of all entries. */
  List<String> names() throws IOException {
    return Files.readAllLines(asciiLog(), StandardCharsets.ISO_8859_1).stream()
        .map(line -> line.split(" ", -1)[NAME])
        .toList();
  }
}
