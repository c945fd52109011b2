package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a TPM signed in a quote: {@code TPMS_ATTEST} with {@code TPMS_QUOTE_INFO} (TPM 2.0 Library,
 * Part 2, sections 10.12.8 and 10.12.1). Proved by nothing until its signature is verified.
 */
public final class Quote {
  /** {@code TPM_GENERATED_VALUE}: no other data that the TPM's restricted keys sign begins so. */
  private static final int GENERATED = 0xff544347;

  /** {@code TPM_ST_ATTEST_QUOTE}. */
  private static final int TYPE = 0x8018;

  /** A TPM has as many banks as hash algorithms, and few of these. */
  private static final int MAX_SELECTIONS = 16;

  /** {@code PCR_SELECT_MAX} is 3 of today's TPMs. */
  private static final int MAX_SELECT_BYTES = 4;

  private final byte[] signed;
  private final byte[] nonce;
  private final List<PcrSelection> selections;
  private final byte[] pcrDigest;
  private final long resets;

  private Quote(
      byte[] signed, byte[] nonce, List<PcrSelection> selections, byte[] pcrDigest, long resets) {
    this.signed = signed;
    this.nonce = nonce;
    this.selections = selections;
    this.pcrDigest = pcrDigest;
    this.resets = resets;
  }

  /** Reads the file that {@code tpm2_quote --message} writes. */
  public static Quote read(Path file) throws IOException {
    return parse(file.toString(), TpmBuffer.read(file));
  }

  /**
   * Parses a quote.
   *
   * @param source its name, for messages
   * @throws InputException if it is none
   */
  public static Quote parse(String source, byte[] bytes) throws InputException {
    TpmBuffer in = TpmBuffer.of(source, bytes);
    if (in.u32("the magic number") != GENERATED) {
      throw TpmBuffer.of(source, bytes).malformed("a TPM's attestation begins with ff 54 43 47");
    }
    int type = in.u16("the type");
    if (type != TYPE) {
      throw new UnsupportedInputException(
          source, Integer.BYTES, "an attestation of type 0x%04x, no quote".formatted(type));
    }
    in.sized("the signer's name");
    byte[] nonce = in.sized("the nonce");
    in.u64("the clock");
    int resets = in.u32("the count of resets");
    in.u32("the count of restarts");
    in.u8("the clock's safety");
    in.u64("the firmware's version");
    List<PcrSelection> selections = selections(in);
    byte[] digest = in.sized("the digest of the PCRs");
    in.expectEnd();
    return new Quote(bytes.clone(), nonce, selections, digest, Integer.toUnsignedLong(resets));
  }

  private static List<PcrSelection> selections(TpmBuffer in) throws InputException {
    int count = in.u32("the count of banks");
    if (count < 0 || count > MAX_SELECTIONS) {
      throw in.malformed("%s banks of PCRs".formatted(Integer.toUnsignedString(count)));
    }
    List<PcrSelection> selections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HashAlgorithm bank = TpmAlgorithms.hash(in, "the hash algorithm of a bank");
      int size = in.u8("the size of a selection");
      if (size > MAX_SELECT_BYTES) {
        throw in.malformed("a selection of %d bytes".formatted(size));
      }
      selections.add(new PcrSelection(bank, selected(in.bytes(size, "a selection of PCRs"))));
    }
    return List.copyOf(selections);
  }

  private static SortedSet<Integer> selected(byte[] bits) {
    SortedSet<Integer> pcrs = new TreeSet<>();
    for (int pcr = 0; pcr < bits.length * Byte.SIZE; pcr++) {
      if ((bits[pcr / Byte.SIZE] >> (pcr % Byte.SIZE) & 1) != 0) {
        pcrs.add(pcr);
      }
    }
    return pcrs;
  }

  /** Not a copy. */
  byte[] signed() {
    return signed;
  }

  /** Whether it was made for a nonce; one that was not may be an old quote. */
  public boolean hasNonce(byte[] expected) {
    return Arrays.equals(nonce, expected);
  }

  /** A copy of the nonce that it was made for ({@code extraData}). */
  public byte[] nonce() {
    return nonce.clone();
  }

  /** Which registers it is about, in the order in which they were hashed. */
  public List<PcrSelection> selections() {
    return selections;
  }

  /** A copy of the digest over the registers' values. */
  public byte[] pcrDigest() {
    return pcrDigest.clone();
  }

  /** How often the TPM was reset, which each boot does; it tells quotes of one boot from others. */
  public long resets() {
    return resets;
  }
}
