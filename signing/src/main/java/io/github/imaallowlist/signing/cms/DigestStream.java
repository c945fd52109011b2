package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.SignatureHash;
import java.io.OutputStream;
import java.security.MessageDigest;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;

/** A hash over what is written to it, as Bouncy Castle wants it. */
final class DigestStream extends OutputStream implements DigestCalculator {
  private final AlgorithmIdentifier identifier;
  private final MessageDigest digest;

  private DigestStream(AlgorithmIdentifier identifier, HashAlgorithm algorithm) {
    this.identifier = identifier;
    this.digest = algorithm.newMessageDigest();
  }

  static DigestStream of(AlgorithmIdentifier identifier) throws OperatorCreationException {
    return SignatureHash.byOid(identifier.getAlgorithm())
        .map(hash -> new DigestStream(identifier, hash.algorithm()))
        .orElseThrow(() -> new OperatorCreationException("nothing is signed with " + identifier));
  }

  @Override
  public void write(int b) {
    digest.update((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return identifier;
  }

  @Override
  public OutputStream getOutputStream() {
    return this;
  }

  @Override
  public byte[] getDigest() {
    return digest.digest();
  }
}
