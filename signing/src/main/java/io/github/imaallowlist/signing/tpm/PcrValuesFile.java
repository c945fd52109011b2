package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The values that a quote is about, as {@code tpm2_quote --pcr} writes them: one behind the other
 * ({@code --pcrs_format=values}, and {@code tpm2_pcrread -o}), or as structures in memory, in the
 * little-endian order that tpm2-tools fix ({@code serialized}, the default): a {@code
 * TPML_PCR_SELECTION}, a count, and so many {@code TPML_DIGEST}.
 */
public final class PcrValuesFile {
  /** {@code TPML_PCR_SELECTION}: a count, and 16 times 8 bytes. */
  private static final int SELECTIONS = Integer.BYTES + 16 * 8;

  /** Of {@code TPML_DIGEST}. */
  private static final int DIGESTS = 8;

  /** {@code TPM2B_DIGEST}: a length, and room for SHA-512. */
  private static final int DIGEST = Short.BYTES + 64;

  private static final int LIST = Integer.BYTES + DIGESTS * DIGEST;

  private PcrValuesFile() {}

  /**
   * Reads the values; they prove nothing until their digest is the quote's.
   *
   * @param selections of the quote
   * @return by bank and the register's number
   * @throws InputException if the file is not of these registers
   */
  public static SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> read(
      Path file, List<PcrSelection> selections) throws IOException {
    byte[] bytes = TpmBuffer.read(file);
    List<byte[]> values =
        bytes.length == lengthOf(selections)
            ? values(bytes, selections)
            : serialized(file.toString(), bytes);
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> all = new TreeMap<>();
    int next = 0;
    for (PcrSelection selection : selections) {
      for (int pcr : selection.pcrs()) {
        if (next == values.size() || values.get(next).length != selection.bank().digestLength()) {
          throw malformed(
              file.toString(), 0, "has no value for %s:%d".formatted(selection.bank(), pcr));
        }
        all.computeIfAbsent(selection.bank(), bank -> new TreeMap<>()).put(pcr, values.get(next++));
      }
    }
    if (next < values.size()) {
      throw malformed(
          file.toString(), 0, "has %d values, and the quote %d".formatted(values.size(), next));
    }
    return all;
  }

  private static int lengthOf(List<PcrSelection> selections) {
    return selections.stream().mapToInt(one -> one.pcrs().size() * one.bank().digestLength()).sum();
  }

  private static List<byte[]> values(byte[] bytes, List<PcrSelection> selections) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<byte[]> values = new ArrayList<>();
    for (PcrSelection selection : selections) {
      for (int i = 0; i < selection.pcrs().size(); i++) {
        byte[] value = new byte[selection.bank().digestLength()];
        in.get(value);
        values.add(value);
      }
    }
    return values;
  }

  private static List<byte[]> serialized(String source, byte[] bytes) throws InputException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < SELECTIONS + Integer.BYTES) {
      throw malformed(source, bytes.length, "the file of the PCRs' values ends too early");
    }
    int lists = in.getInt(SELECTIONS);
    if (lists < 0 || bytes.length - SELECTIONS - Integer.BYTES != (long) lists * LIST) {
      throw malformed(source, SELECTIONS, "no file of PCRs' values as tpm2_quote --pcr writes it");
    }
    List<byte[]> values = new ArrayList<>();
    for (int list = 0; list < lists; list++) {
      int start = SELECTIONS + Integer.BYTES + list * LIST;
      int count = in.getInt(start);
      if (count < 0 || count > DIGESTS) {
        throw malformed(source, start, "a list of more than %d digests".formatted(DIGESTS));
      }
      for (int i = 0; i < count; i++) {
        int at = start + Integer.BYTES + i * DIGEST;
        int length = in.getShort(at) & 0xffff;
        if (length > DIGEST - Short.BYTES) {
          throw malformed(source, at, "a digest of %d bytes".formatted(length));
        }
        byte[] value = new byte[length];
        in.get(at + Short.BYTES, value);
        values.add(value);
      }
    }
    return values;
  }

  private static MalformedInputException malformed(String source, long offset, String problem) {
    return new MalformedInputException(source, offset, problem);
  }
}
