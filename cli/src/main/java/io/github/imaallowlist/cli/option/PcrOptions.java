package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.ima.log.LogLimits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.check.PcrEvidence;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the host's TPM says of its measurement list. */
public final class PcrOptions {
  private static final Pattern PCR =
      Pattern.compile("([a-z0-9-]{1,20}):([0-9]{1,2})=(?:0[xX])?([0-9a-fA-F]{2,128})");

  @Option(
      names = "--pcr",
      paramLabel = "BANK:N=HEX",
      description =
          "The value of a PCR that you know to be the host's, such as sha256:10=HEX; may be"
              + " repeated. The log's replay must come to it.")
  private List<String> pcrs = List.of();

  @Option(
      names = "--quote",
      paramLabel = "FILE",
      description = "What the TPM signed: tpm2_quote --message. It needs --quote-sig and --ak.")
  private @Nullable Path quote;

  @Option(
      names = "--quote-sig",
      paramLabel = "FILE",
      description = "Its signature: tpm2_quote --signature.")
  private @Nullable Path signature;

  @Option(
      names = "--quote-pcrs",
      paramLabel = "FILE",
      description =
          "The values that the quote is of: tpm2_quote --pcr. Needed for a quote of more than the"
              + " PCRs of the log; with PCR 0 to 9 boot_aggregate is compared, too.")
  private @Nullable Path values;

  @Option(
      names = "--ak",
      paramLabel = "FILE",
      description =
          "The host's attestation key, which you trust: its public area (tpm2_createak --public) or"
              + " PEM. May be repeated, one is enough.")
  private List<Path> attestationKeys = List.of();

  @Option(
      names = "--nonce",
      paramLabel = "HEX",
      description = "The nonce that you asked the host for: tpm2_quote --qualification.")
  private @Nullable String nonce;

  @Option(
      names = "--any-nonce",
      description = "Take a quote whatever its nonce is; it may be an old one.")
  private boolean anyNonce;

  /** What is wrong with the options together; one line. */
  public Optional<String> misuse() {
    for (String pcr : pcrs) {
      Optional<String> problem = problem(pcr);
      if (problem.isPresent()) {
        return problem;
      }
    }
    if (quote == null) {
      return signature != null
              || values != null
              || nonce != null
              || anyNonce
              || !attestationKeys.isEmpty()
          ? Optional.of("--quote-sig, --quote-pcrs, --ak, --nonce and --any-nonce go with --quote")
          : Optional.empty();
    }
    if (signature == null || attestationKeys.isEmpty()) {
      return Optional.of("--quote needs --quote-sig and --ak: a quote proves nothing by itself");
    }
    if ((nonce == null) != anyNonce) {
      return Optional.of(
          "--quote needs either --nonce, or --any-nonce to take one that may be replayed");
    }
    return nonce != null && bytes(nonce).isEmpty()
        ? Optional.of("--nonce '%s' is not hexadecimal".formatted(nonce))
        : Optional.empty();
  }

  private static Optional<String> problem(String text) {
    Matcher matcher = PCR.matcher(text);
    if (!matcher.matches()) {
      return Optional.of("--pcr '%s' is not BANK:N=HEX, such as sha256:10=HEX".formatted(text));
    }
    Optional<HashAlgorithm> bank = HashAlgorithm.byKernelName(matcher.group(1));
    if (bank.isEmpty() || Integer.parseInt(matcher.group(2)) >= LogLimits.PCRS) {
      return Optional.of("--pcr '%s': no TPM has such a PCR".formatted(text));
    }
    return matcher.group(3).length() == 2 * bank.get().digestLength()
        ? Optional.empty()
        : Optional.of(
            "--pcr '%s': a value of this bank has %d digits"
                .formatted(text, 2 * bank.get().digestLength()));
  }

  private static Optional<byte[]> bytes(String hex) {
    try {
      return Optional.of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** After {@link #misuse} found none. */
  public PcrEvidence toEvidence() {
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> known = new TreeMap<>();
    for (String text : pcrs) {
      Matcher matcher = PCR.matcher(text);
      if (matcher.matches()) {
        known
            .computeIfAbsent(
                HashAlgorithm.byKernelName(matcher.group(1)).orElseThrow(), bank -> new TreeMap<>())
            .put(Integer.parseInt(matcher.group(2)), bytes(matcher.group(3)).orElseThrow());
      }
    }
    return new PcrEvidence(known, quoteFiles());
  }

  private Optional<PcrEvidence.QuoteFiles> quoteFiles() {
    Path message = quote;
    Path signed = signature;
    if (message == null || signed == null) {
      return Optional.empty();
    }
    return Optional.of(
        new PcrEvidence.QuoteFiles(
            message,
            signed,
            attestationKeys,
            Optional.ofNullable(nonce).flatMap(PcrOptions::bytes),
            Optional.ofNullable(values)));
  }
}
