package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.pkcs11.Pkcs11Token;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import javax.crypto.Cipher;

/** A private key that never leaves its PKCS#11 token: the token signs. */
final class TokenKey {
  private final String name;
  private final Provider provider;
  private final java.security.PrivateKey handle;

  private TokenKey(String name, Provider provider, java.security.PrivateKey handle) {
    this.name = name;
    this.provider = provider;
    this.handle = handle;
  }

  /**
   * @param passphrase for the PIN, unless the URI has a source for it
   */
  static SigningKey open(KeyLocation.InToken location, Passphrase passphrase)
      throws IOException, AllowlistException {
    String name = location.toString();
    Passphrase pin = location.uri().pinSource().map(Passphrase::firstLineOf).orElse(passphrase);
    Pkcs11Token token = Pkcs11Token.open(location.uri(), location.module(), () -> pin.forKey(name));
    try {
      String alias =
          KeyChoice.alias(
              name,
              token.keyStore(),
              location.uri().object(),
              "object=LABEL in the URI",
              "Store the key's certificate beside it, under the same id: Java sees no key without"
                  + " one (pkcs11-tool --write-object CERT.der --type cert --id ID).");
      TokenKey key =
          new TokenKey(
              name,
              token.provider(),
              (java.security.PrivateKey) token.keyStore().getKey(alias, null));
      return key.toSigningKey(KeyChoice.certificates(token.keyStore(), alias));
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(name, e);
    }
  }

  private SigningKey toSigningKey(List<X509Certificate> chain)
      throws IOException, AllowlistException {
    if (chain.isEmpty()) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          name + ": the key has no certificate in the token",
          "Store it beside the key, under the same id.");
    }
    if (chain.get(0).getPublicKey() instanceof RSAPublicKey rsa) {
      return RsaSigningKey.of(
          name,
          this::signWithRsa,
          rsa.getModulus(),
          chain.get(0).getPublicKey().getEncoded(),
          chain,
          List.of());
    }
    VerificationKey half = VerificationKey.ofCertifiedKey(name, chain.get(0));
    return new EcSigningKey(name, this::signWithEc, half, chain, List.of());
  }

  private byte[] signWithEc(HashAlgorithm hash, byte[] digest) throws IOException {
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA", provider);
      signature.initSign(handle);
      signature.update(digest);
      return signature.sign();
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(name, e);
    }
  }

  /** To encrypt with a private key is the provider's name for signing without a hash. */
  private byte[] signWithRsa(HashAlgorithm hash, byte[] digest) throws IOException {
    try {
      Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
      rsa.init(Cipher.ENCRYPT_MODE, handle);
      return rsa.doFinal(PrivateKey.digestInfo(hash, digest));
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(name, e);
    }
  }

  private static IOException failed(String name, Exception cause) {
    return new IOException(name + ": the token failed: " + cause.getMessage(), cause);
  }
}
