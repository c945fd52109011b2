package io.github.imaallowlist.signing.cms;

import io.github.imaallowlist.signing.SignatureHash;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** How a signature is verified: RSA (PKCS#1 v1.5 and PSS) and ECDSA, with a hash that holds. */
final class SignatureScheme {
  private final SignatureHash hash;
  private final AlgorithmIdentifier algorithm;

  /**
   * @param hash of the content, which the signature's must be
   * @param algorithm as the signature names it
   */
  SignatureScheme(SignatureHash hash, AlgorithmIdentifier algorithm) {
    this.hash = hash;
    this.algorithm = algorithm;
  }

  /**
   * A verification with a key, to be fed what was signed; empty if the signature's algorithm is not
   * one for this key and hash.
   */
  Optional<Signature> start(PublicKey key) {
    try {
      Optional<Signature> signature = select(key);
      if (signature.isPresent()) {
        signature.get().initVerify(key);
      }
      return signature;
    } catch (GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<Signature> select(PublicKey key) throws GeneralSecurityException {
    ASN1ObjectIdentifier name = algorithm.getAlgorithm();
    if (key instanceof RSAPublicKey) {
      if (name.equals(PKCSObjectIdentifiers.rsaEncryption) || name.equals(hash.withRsa())) {
        return Optional.of(Signature.getInstance(hash + "withRSA"));
      }
      return name.equals(PKCSObjectIdentifiers.id_RSASSA_PSS) ? pss() : Optional.empty();
    }
    return key instanceof ECPublicKey && name.equals(hash.withEcdsa())
        ? Optional.of(Signature.getInstance(hash + "withECDSA"))
        : Optional.empty();
  }

  /** RFC 4056: the hash is the content's; here the mask's is the same, as everyone has it. */
  private Optional<Signature> pss() throws GeneralSecurityException {
    RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(algorithm.getParameters());
    AlgorithmIdentifier maskHash =
        AlgorithmIdentifier.getInstance(parameters.getMaskGenAlgorithm().getParameters());
    if (!parameters.getHashAlgorithm().getAlgorithm().equals(hash.oid())
        || !maskHash.getAlgorithm().equals(hash.oid())) {
      return Optional.empty();
    }
    String javaName = hash.algorithm().newMessageDigest().getAlgorithm();
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec(
            javaName,
            "MGF1",
            new MGF1ParameterSpec(javaName),
            parameters.getSaltLength().intValueExact(),
            PSSParameterSpec.TRAILER_FIELD_BC));
    return Optional.of(signature);
  }
}
