package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.rpm.files.FileTable;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.Strings;
import io.github.imaallowlist.rpm.header.Tag;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads the files' IMA signatures out of the signature header: {@code FILESIGNATURES}, a string of
 * hexadecimal digits for each file, empty for those without ({@code sign/rpmsignfiles.cc}). RPM
 * before 4.17 wrote zeros in place of an empty one, and its IMA plugin still takes a header of
 * zeros for none ({@code plugins/ima.c}).
 *
 * <p>Not read: {@code FILESIGNATURELENGTH}, which says nothing that the strings do not, and {@code
 * VERITYSIGNATURES}, which are over fs-verity's digests and so over none in an allowlist.
 */
public final class FileSignaturesReader {
  /** Type and {@code struct signature_v2_hdr}; in {@code plugins/ima.c}, {@code zero_hdr}. */
  private static final int HEADER_LENGTH = 9;

  private final Strings values;
  private final FileTable files;
  private final String source;
  private final FindingLog findings;
  private final int[] offsets;
  private final byte[] signatures;
  private int length;
  private int unsupported;

  private FileSignaturesReader(
      Strings values, FileTable files, String source, FindingLog findings) {
    this.values = values;
    this.files = files;
    this.source = source;
    this.findings = findings;
    this.offsets = new int[files.size() + 1];
    this.signatures = new byte[byteCount()];
  }

  /**
   * Reads the signatures of the regular files that the package ships, and checks all of them.
   *
   * @param signature the signature header
   * @param source the package's file name, for messages
   * @param findings takes signatures that are malformed; then the result is not to be used
   * @throws MalformedInputException if it is no list of strings, one for each file
   */
  public static FileSignatures read(
      Header signature, FileTable files, String source, FindingLog findings) throws IOException {
    if (!signature.has(Tag.SIG_FILE_SIGNATURES)) {
      return FileSignatures.none();
    }
    Strings values = signature.strings(Tag.SIG_FILE_SIGNATURES).orElseThrow();
    if (values.size() != files.size()) {
      throw signature.malformed(
          Tag.SIG_FILE_SIGNATURES,
          "%s has %,d values for %,d files"
              .formatted(Tag.SIG_FILE_SIGNATURES, values.size(), files.size()));
    }
    return new FileSignaturesReader(values, files, source, findings).read();
  }

  /** At most half of what the signature header has, which is bounded. */
  private int byteCount() {
    int bytes = 0;
    for (int file = 0; file < values.size(); file++) {
      if (!isTooLong(file)) {
        bytes += values.length(file) / 2;
      }
    }
    return bytes;
  }

  private boolean isTooLong(int file) {
    return values.length(file) > 2 * ImaSignatureLimits.SIGNATURE_BYTES;
  }

  private FileSignatures read() {
    for (int file = 0; file < values.size(); file++) {
      offsets[file] = length;
      if (values.length(file) > 0) {
        try {
          read(file);
        } catch (UnsupportedInputException e) {
          unsupported += files.isShippedRegular(file) ? 1 : 0;
        } catch (InputException e) {
          findings.add(FindingKind.BAD_FILE_SIGNATURE, files.path(file), detail(e));
        }
      }
    }
    offsets[values.size()] = length;
    return length == 0 && unsupported == 0
        ? FileSignatures.none()
        : new FileSignatures(offsets, Arrays.copyOf(signatures, length), unsupported);
  }

  private void read(int file) throws InputException {
    byte[] attribute = decode(file);
    if (!hasZeroHeader(attribute)) {
      ImaSignature.parse(source, values.fileOffset(file), attribute);
      if (files.isShippedRegular(file)) {
        System.arraycopy(attribute, 0, signatures, length, attribute.length);
        length += attribute.length;
      }
    }
  }

  private byte[] decode(int file) throws InputException {
    if (isTooLong(file)) {
      throw malformed(
          file,
          "an IMA signature of %,d hexadecimal digits; the limit is %,d"
              .formatted(values.length(file), 2 * ImaSignatureLimits.SIGNATURE_BYTES));
    }
    try {
      return HexFormat.of().parseHex(values.text(file));
    } catch (IllegalArgumentException e) {
      throw malformed(file, "the IMA signature is not hexadecimal digits, an even number");
    }
  }

  private MalformedInputException malformed(int file, String problem) {
    return new MalformedInputException(source, values.fileOffset(file), problem);
  }

  private static boolean hasZeroHeader(byte[] attribute) {
    if (attribute.length < HEADER_LENGTH) {
      return false;
    }
    for (int i = 0; i < HEADER_LENGTH; i++) {
      if (attribute[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static String detail(InputException e) {
    return "at byte %d: %s".formatted(e.offset(), e.problem());
  }
}
