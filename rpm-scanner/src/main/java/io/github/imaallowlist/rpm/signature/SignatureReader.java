package io.github.imaallowlist.rpm.signature;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.openpgp.DataSignature;
import io.github.imaallowlist.openpgp.SignedDigest;
import io.github.imaallowlist.rpm.header.Header;
import io.github.imaallowlist.rpm.header.HeaderDigests;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.signature.SignatureTags.Found;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Digests what a package's signatures cover while the package is read: to be opened between
 * signature header and header, given the header, and {@linkplain #finish finished} at the end.
 *
 * <p>What is covered is as in RPM's {@code rpmpkgRead} ({@code lib/rpmchecksig.cc}): every byte
 * from the header's magic to the header's end, or to the end of the file. So nothing that is taken
 * from a header lies outside, be there an immutable region, which then spans all of it, or none.
 */
public final class SignatureReader {
  /** From this version on, a signature's digest begins with a salt of its own. */
  private static final int FIRST_SALTED_VERSION = 6;

  private final List<Found> found;
  private final boolean complete;
  private final Map<Found, MessageDigest> digests = new HashMap<>();

  private SignatureReader(List<Found> found, boolean complete) {
    this.found = found;
    this.complete = complete;
  }

  /**
   * Reads the signatures, and has those over the payload fed from here on.
   *
   * @param in stands at the header's first byte
   * @throws io.github.imaallowlist.error.InputException if what should be signatures is not
   */
  public static SignatureReader open(Header signature, RpmInput in, SignatureSelection selection)
      throws IOException {
    if (selection == SignatureSelection.NONE) {
      return new SignatureReader(List.of(), false);
    }
    List<Found> found;
    try {
      found = SignatureTags.read(signature, in.name());
    } catch (InputException e) {
      if (selection == SignatureSelection.ALL_IF_SOUND) {
        return new SignatureReader(List.of(), false);
      }
      throw e;
    }
    boolean headerIsEnough =
        selection == SignatureSelection.HEADER_FIRST
            && found.stream().anyMatch(one -> one.scope() == Scope.HEADER && one.isStrong());
    SignatureReader reader =
        new SignatureReader(
            found.stream()
                .filter(one -> one.scope() == Scope.HEADER || !headerIsEnough)
                .distinct()
                .toList(),
            selection != SignatureSelection.HEADER_FIRST);
    reader.tapPayload(in);
    return reader;
  }

  private void tapPayload(RpmInput in) {
    for (Found one : found) {
      if (one.scope() == Scope.HEADER_AND_PAYLOAD && one.hasDigest()) {
        MessageDigest digest = one.signature().newMessageDigest();
        in.tap(digest);
        digests.put(one, digest);
      }
    }
  }

  /** To be called when the header was read, and found undamaged. */
  public void digestHeader(Header header, HeaderDigests headerDigests) {
    for (Found one : found) {
      if (one.scope() == Scope.HEADER && one.hasDigest()) {
        digests.put(one, digestOf(header, headerDigests, one.signature()));
      }
    }
  }

  private static MessageDigest digestOf(
      Header header, HeaderDigests headerDigests, DataSignature signature) {
    if (signature.version() < FIRST_SALTED_VERSION) {
      return headerDigests.after(signature.hashAlgorithm().orElseThrow());
    }
    MessageDigest digest = signature.newMessageDigest();
    header.digestInto(digest);
    return digest;
  }

  /** Whether these are all that the package has. */
  public boolean isComplete() {
    return complete;
  }

  /** Whether the signatures are complete only when the file was read to its end. */
  public boolean needsPayload() {
    return found.stream()
        .anyMatch(one -> one.scope() == Scope.HEADER_AND_PAYLOAD && one.hasDigest());
  }

  /**
   * The signatures, in the order of their tags; one that stands there twice, once. To be called
   * once, when the header was digested and, if {@link #needsPayload}, the file was read to its end.
   */
  public List<PackageSignature> finish() {
    return found.stream().map(this::finish).toList();
  }

  private PackageSignature finish(Found one) {
    MessageDigest digest = digests.get(one);
    SignedDigest signed =
        digest == null
            ? new SignedDigest(one.signature(), new byte[0])
            : one.signature().finish(digest);
    return new PackageSignature(one.scope(), one.tagName(), signed);
  }
}
