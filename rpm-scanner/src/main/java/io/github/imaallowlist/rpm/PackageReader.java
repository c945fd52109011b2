package io.github.imaallowlist.rpm;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.files.FileKind;
import io.github.imaallowlist.rpm.files.FileTable;
import io.github.imaallowlist.rpm.files.FileTableReader;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.header.Tag;
import io.github.imaallowlist.rpm.imasignature.CheckedFiles;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCheck;
import io.github.imaallowlist.rpm.imasignature.FileSignatures;
import io.github.imaallowlist.rpm.imasignature.FileSignaturesReader;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import io.github.imaallowlist.rpm.payload.Compressor;
import io.github.imaallowlist.rpm.payload.ContentReceiver;
import io.github.imaallowlist.rpm.payload.PayloadReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Reads a package: a pure function from its bytes to a {@link ScannedPackage}. Whatever is wrong
 * with the package is a finding in the result; only a fault of the disk or network below comes out
 * as an exception.
 */
public final class PackageReader {
  private static final String CPIO = "cpio";

  private final ReadMode mode;
  private final SortedSet<HashAlgorithm> algorithms;
  private final ImaKeyring imaKeyring;

  /**
   * A reader that verifies no IMA signatures.
   *
   * @param mode not {@link ReadMode#METADATA}
   * @param algorithms of the digests to come out, at least one
   */
  public PackageReader(ReadMode mode, SortedSet<HashAlgorithm> algorithms) {
    this(mode, algorithms, ImaKeyring.EMPTY);
  }

  /**
   * @param algorithms of the digests to come out, at least one
   * @param imaKeyring verifies the files' IMA signatures
   */
  public PackageReader(ReadMode mode, SortedSet<HashAlgorithm> algorithms, ImaKeyring imaKeyring) {
    if (algorithms.isEmpty()) {
      throw new IllegalArgumentException("at least one hash algorithm is needed");
    }
    if (mode == ReadMode.METADATA) {
      throw new IllegalArgumentException("metadata is not in the package");
    }
    this.mode = mode;
    this.algorithms = algorithms;
    this.imaKeyring = imaKeyring;
  }

  /**
   * Reads a package from its headers on.
   *
   * @param in stands behind the headers; with {@link ReadMode#PAYLOAD}, or if a signature is to be
   *     had that covers the payload, it is read to its end
   * @throws IOException if the bytes cannot be had; never for what they say
   */
  public ScannedPackage read(RpmInput in, PackageHeaders headers, FindingLog findings)
      throws IOException {
    return read(in, headers, findings, ContentReceiver.NOBODY);
  }

  /**
   * Reads a package from its headers on, and hands contents of its payload over on the way.
   *
   * @param in stands behind the headers
   * @param receiver is handed nothing but with {@link ReadMode#PAYLOAD}
   * @throws IOException if the bytes cannot be had, or the receiver fails
   */
  public ScannedPackage read(
      RpmInput in, PackageHeaders headers, FindingLog findings, ContentReceiver receiver)
      throws IOException {
    try {
      checkPayloadFormat(in, headers.header());
      FileTable files = FileTableReader.read(headers.header(), in.name(), headers.id().isSource());
      FileSignatures signatures =
          FileSignaturesReader.read(headers.signature(), files, in.name(), findings);
      List<MeasuredFile> measured =
          mode == ReadMode.PAYLOAD
              ? readPayload(in, headers, files, signatures, findings, receiver)
              : takeFromHeader(in, headers, files, findings);
      if (findings.isEmpty()) {
        CheckedFiles checked =
            FileSignatureCheck.check(measured, algorithms, signatures, files, imaKeyring, findings);
        if (findings.isEmpty()) {
          return accepted(headers, files, checked);
        }
      }
    } catch (InputException e) {
      findings.add(e);
    }
    return ScannedPackage.rejected(Optional.of(headers.id()), findings.toList());
  }

  /** What is no cpio archive, such as a delta package's, has no files to be measured. */
  private static void checkPayloadFormat(RpmInput in, Header header) throws IOException {
    if (!header.string(Tag.PAYLOAD_FORMAT).orElse(CPIO).equals(CPIO)) {
      throw new UnsupportedInputException(
          in.name(),
          header.malformed(Tag.PAYLOAD_FORMAT, "").offset(),
          "the payload is no cpio archive; delta packages and the like are not read");
    }
  }

  private List<MeasuredFile> readPayload(
      RpmInput in,
      PackageHeaders headers,
      FileTable files,
      FileSignatures signatures,
      FindingLog findings,
      ContentReceiver receiver)
      throws IOException {
    Compressor compressor = Compressor.of(headers.header(), in.name());
    SortedSet<HashAlgorithm> digested =
        FileSignatureCheck.algorithms(algorithms, signatures, files, imaKeyring);
    List<MeasuredFile> measured =
        PayloadReader.read(in, compressor, files, digested, findings, receiver);
    in.drain();
    headers.checkWhole();
    return measured;
  }

  private List<MeasuredFile> takeFromHeader(
      RpmInput in, PackageHeaders headers, FileTable files, FindingLog findings)
      throws IOException {
    if (headers.signaturesNeedPayload()) {
      in.drain();
      headers.checkWhole();
    }
    List<MeasuredFile> measured = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      if (files.isShippedRegular(file)) {
        Optional<FileDigest> digest = files.digest(file);
        if (digest.isEmpty()) {
          findings.add(
              FindingKind.NO_DIGEST, files.path(file), "the header has no digest of the content");
        } else {
          measured.add(
              new MeasuredFile(
                  files.path(file),
                  List.of(digest.get()),
                  FileTraits.ofMode(files.isExecutable(file))));
        }
      }
    }
    if (!measured.isEmpty()) {
      checkAlgorithm(files.digestAlgorithm().orElseThrow(), findings);
    }
    return measured;
  }

  private void checkAlgorithm(HashAlgorithm present, FindingLog findings) {
    if (present.isWeak()) {
      findings.add(FindingKind.WEAK_DIGEST, "the header's file digests are " + present);
    } else if (algorithms.size() > 1 || !algorithms.contains(present)) {
      findings.add(
          FindingKind.OTHER_ALGORITHM,
          "the header's file digests are %s, asked for is %s".formatted(present, algorithms));
    }
  }

  private static ScannedPackage accepted(
      PackageHeaders headers, FileTable files, CheckedFiles checked) {
    List<SymbolicLink> links = new ArrayList<>();
    int folders = 0;
    int ghosts = 0;
    int devices = 0;
    for (int file = 0; file < files.size(); file++) {
      FileKind kind = files.kind(file);
      if (files.isGhost(file)) {
        ghosts++;
      } else if (kind == FileKind.FOLDER) {
        folders++;
      } else if (kind == FileKind.SYMBOLIC_LINK) {
        links.add(new SymbolicLink(files.path(file), files.linkTarget(file)));
      } else if (kind != FileKind.REGULAR) {
        devices++;
      }
    }
    return new ScannedPackage(
        Optional.of(headers.id()),
        checked.files(),
        links,
        new Unmeasured(folders, links.size(), ghosts, devices),
        files.digestAlgorithm(),
        headers.finishSignatures(),
        checked.counts(),
        List.of());
  }
}
