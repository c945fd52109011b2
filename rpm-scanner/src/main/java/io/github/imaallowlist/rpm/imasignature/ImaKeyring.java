package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.model.ImaSignature;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys that the user trusts for IMA signatures, as the kernel's keyring {@code .ima} holds
 * them. Immutable; safe for use by several threads.
 *
 * <p>As in the kernel, a certificate is trusted for being here: its dates, names and issuer are not
 * looked at.
 */
public final class ImaKeyring {
  /** Knows no key. */
  public static final ImaKeyring EMPTY = new ImaKeyring(List.of());

  private final Map<ImaKeyId, List<ImaKey>> keys = new TreeMap<>();

  public ImaKeyring(List<ImaKey> keys) {
    for (ImaKey key : keys) {
      this.keys.computeIfAbsent(key.id(), id -> new ArrayList<>(1)).add(key);
    }
  }

  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** SHA-256 over the keys and their ids: the same for the same keys, in whatever order. */
  public FileDigest fingerprint() {
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    keys.forEach(
        (id, sameId) ->
            sameId.stream()
                .map(ImaKey::subjectPublicKeyInfo)
                .sorted(Arrays::compareUnsigned)
                .forEach(
                    info -> {
                      digest.update(
                          ByteBuffer.allocate(8).putInt(id.bits()).putInt(info.length).array());
                      digest.update(info);
                    }));
    return new FileDigest(HashAlgorithm.SHA256, digest.digest());
  }

  /** Whether a key has this id. */
  public boolean knows(ImaKeyId id) {
    return keys.containsKey(id);
  }

  /**
   * Checks a file's signature.
   *
   * @param digest of the file's content in the signature's algorithm, if it is known
   */
  public FileSignatureStatus check(ImaSignature signature, Optional<FileDigest> digest) {
    List<ImaKey> candidates = keys.getOrDefault(signature.keyId(), List.of());
    if (candidates.isEmpty()) {
      return FileSignatureStatus.UNKNOWN_KEY;
    }
    boolean supported =
        candidates.stream().allMatch(key -> key.canVerify(signature.hashAlgorithm()));
    if (digest.isEmpty() || !supported) {
      return FileSignatureStatus.NOT_VERIFIABLE;
    }
    byte[] bytes = signature.signature();
    if (candidates.stream().noneMatch(key -> key.verifies(bytes, digest.get()))) {
      return FileSignatureStatus.BAD;
    }
    return signature.hashAlgorithm().isWeak() ? FileSignatureStatus.WEAK : FileSignatureStatus.GOOD;
  }
}
