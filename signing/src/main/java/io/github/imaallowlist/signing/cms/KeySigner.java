package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.EcSigningKey;
import io.github.imaallowlist.signing.SignatureHash;
import io.github.imaallowlist.signing.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Signs the attributes, which are few, with one of our keys. */
final class KeySigner implements ContentSigner {
  private final SigningKey key;
  private final SignatureHash hash;
  private final ByteArrayOutputStream attributes = new ByteArrayOutputStream();

  KeySigner(SigningKey key, SignatureHash hash) {
    this.key = key;
    this.hash = hash;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return key instanceof EcSigningKey
        ? new AlgorithmIdentifier(hash.withEcdsa())
        : new AlgorithmIdentifier(hash.withRsa(), DERNull.INSTANCE);
  }

  @Override
  public OutputStream getOutputStream() {
    return attributes;
  }

  @Override
  public byte[] getSignature() {
    byte[] digest = hash.algorithm().newMessageDigest().digest(attributes.toByteArray());
    try {
      return key.sign(hash.algorithm(), digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
