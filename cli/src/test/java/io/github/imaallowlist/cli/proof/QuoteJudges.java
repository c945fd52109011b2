package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.tpm.AttestationKey;
import io.github.imaallowlist.signing.tpm.PcrDigest;
import io.github.imaallowlist.signing.tpm.Quote;
import io.github.imaallowlist.signing.tpm.QuoteSignature;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** Two that say whether a quote is good. */
final class QuoteJudges {
  private QuoteJudges() {}

  /** Whether this program takes it for the host's, and for the nonce. */
  static boolean program(Evidence evidence, Path file, String nonce) throws Exception {
    Quote quote = Quote.read(file);
    QuoteSignature signature = QuoteSignature.read(evidence.quoteSignature());
    Map<HashAlgorithm, SortedMap<Integer, byte[]>> pcrs = new EnumMap<>(HashAlgorithm.class);
    for (HashAlgorithm bank : Evidence.BANKS) {
      pcrs.put(bank, evidence.pcrs(bank));
    }
    byte[] values = PcrDigest.of(signature.hash(), quote.selections(), pcrs).orElseThrow();
    return AttestationKey.read(evidence.attestationKey()).verifies(quote, signature)
        && quote.hasNonce(HexFormat.of().parseHex(nonce))
        && Arrays.equals(quote.pcrDigest(), values);
  }

  /** Whether {@code tpm2_checkquote} does. */
  static boolean tpm2Tools(Evidence evidence, Path quote, String nonce) {
    return Tools.run(
                "tpm2_checkquote",
                "-u",
                evidence.attestationKey(),
                "-m",
                quote,
                "-s",
                evidence.quoteSignature(),
                "-f",
                evidence.quotedPcrs(),
                "-q",
                nonce)
            .exitCode()
        == 0;
  }
}
