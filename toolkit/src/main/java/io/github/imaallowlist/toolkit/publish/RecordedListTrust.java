package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.DetachedSigner;
import io.github.imaallowlist.toolkit.EnvelopeSigner;
import io.github.imaallowlist.toolkit.ListSigner;
import io.github.imaallowlist.toolkit.OpenPgpKey;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** By what a recorded list is believed. */
interface RecordedListTrust {
  /** In which form a list is recorded. */
  enum Form {
    ENVELOPE,
    DETACHED,
    UNSIGNED
  }

  /**
   * The form that a recorded list must have to be believed.
   *
   * @param signatureRecorded whether a detached signature is recorded with it
   */
  Form form(boolean signatureRecorded);

  /**
   * Verifies an envelope.
   *
   * @param payload gets the payload; to be thrown away if this throws
   * @return whether it may stay as it is
   * @throws AllowlistException if it is not to be believed
   * @throws io.github.imaallowlist.error.InputException if it is no envelope
   */
  boolean verifyEnvelope(ByteSource envelope, OutputStream payload)
      throws IOException, AllowlistException;

  /** Whether a detached signature is good. */
  boolean isGood(ByteSource list, ByteSource signature) throws IOException, AllowlistException;

  /** Fingerprints of the keys that have to have signed, as far as known. */
  List<String> signers();

  /**
   * By those who would sign it now.
   *
   * @param signer opened from the request
   */
  static RecordedListTrust of(Optional<SigningRequest> request, Optional<ListSigner> signer) {
    if (signer.isEmpty()) {
      return new Nobody();
    }
    return signer.get() instanceof EnvelopeSigner envelope
        ? new OfEnvelopeSigner(envelope)
        : new OfDetachedSigner((DetachedSigner) signer.get(), canVerify(request.orElseThrow()));
  }

  /** A program that signs is no way to verify; its public keys are. */
  private static boolean canVerify(SigningRequest request) {
    return !(request instanceof OpenPgpSigning signing
        && signing.key() instanceof OpenPgpKey.OfCommand command
        && command.keyrings().isEmpty());
  }

  /** One of the keys that sign, by its public half. */
  record OfEnvelopeSigner(EnvelopeSigner signer) implements RecordedListTrust {
    @Override
    public Form form(boolean signatureRecorded) {
      return Form.ENVELOPE;
    }

    @Override
    public boolean verifyEnvelope(ByteSource envelope, OutputStream payload)
        throws IOException, AllowlistException {
      return signer.verify(envelope, payload);
    }

    @Override
    public boolean isGood(ByteSource list, ByteSource signature) {
      return false;
    }

    @Override
    public List<String> signers() {
      return signer.signedBy().keys();
    }
  }

  /**
   * The key that signs, by its public half.
   *
   * @param canVerify whether that is known; if not, no list is believed
   */
  record OfDetachedSigner(DetachedSigner signer, boolean canVerify) implements RecordedListTrust {
    @Override
    public Form form(boolean signatureRecorded) {
      return Form.DETACHED;
    }

    @Override
    public boolean verifyEnvelope(ByteSource envelope, OutputStream payload) {
      throw new IllegalStateException("this key signs no envelope");
    }

    @Override
    public boolean isGood(ByteSource list, ByteSource signature)
        throws IOException, AllowlistException {
      if (!canVerify) {
        throw new AllowlistException(
            ExitCode.NO_TRUST,
            "no public key is known that could have signed it (--list-sign-keyring has them)",
            "Give those of --list-sign-command with --list-sign-keyring.");
      }
      return signer.check().isGood(list, signature);
    }

    @Override
    public List<String> signers() {
      return List.of();
    }
  }

  /** The list was asked for without a signature, and is taken as it lies there. */
  record Nobody() implements RecordedListTrust {
    @Override
    public Form form(boolean signatureRecorded) {
      return Form.UNSIGNED;
    }

    @Override
    public boolean verifyEnvelope(ByteSource envelope, OutputStream payload) {
      throw new IllegalStateException("nobody is trusted to sign");
    }

    @Override
    public boolean isGood(ByteSource list, ByteSource signature) {
      return false;
    }

    @Override
    public List<String> signers() {
      return List.of();
    }
  }
}
