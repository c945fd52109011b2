package io.github.imaallowlist.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * A hash algorithm, with the names that the kernel, RPM and Java have for it.
 *
 * <p>Names are those of the kernel's {@code crypto/hash_info.c}; OpenPGP's ids are those of RFC
 * 9580, section 9.5, which RPM's {@code FILEDIGESTALGO} uses; the kernel's those of {@code enum
 * hash_algo} in {@code include/uapi/linux/hash_info.h}, which IMA signatures use.
 */
public enum HashAlgorithm {
  MD5("md5", "MD5", 16, 1, 1, Origin.JDK),
  SHA1("sha1", "SHA-1", 20, 2, 2, Origin.JDK),
  RIPEMD160("rmd160", "RIPEMD160", 20, 3, 3, Origin.BOUNCY_CASTLE),
  SHA224("sha224", "SHA-224", 28, 11, 7, Origin.JDK),
  SHA256("sha256", "SHA-256", 32, 8, 4, Origin.JDK),
  SHA384("sha384", "SHA-384", 48, 9, 5, Origin.JDK),
  SHA512("sha512", "SHA-512", 64, 10, 6, Origin.JDK),
  SM3("sm3", "SM3", 32, HashAlgorithm.NO_OPENPGP_ID, 17, Origin.BOUNCY_CASTLE),
  SHA3_256("sha3-256", "SHA3-256", 32, 12, 20, Origin.BOUNCY_CASTLE),
  SHA3_384("sha3-384", "SHA3-384", 48, HashAlgorithm.NO_OPENPGP_ID, 21, Origin.BOUNCY_CASTLE),
  SHA3_512("sha3-512", "SHA3-512", 64, 14, 22, Origin.BOUNCY_CASTLE);

  private static final int NO_OPENPGP_ID = -1;

  private final String kernelName;
  private final String javaName;
  private final int digestLength;
  private final int openPgpId;
  private final int kernelId;
  private final Origin origin;

  HashAlgorithm(
      String kernelName,
      String javaName,
      int digestLength,
      int openPgpId,
      int kernelId,
      Origin origin) {
    this.kernelName = kernelName;
    this.javaName = javaName;
    this.digestLength = digestLength;
    this.openPgpId = openPgpId;
    this.kernelId = kernelId;
    this.origin = origin;
  }

  /** The kernel's name for it, such as {@code sha256}; also what users type. */
  public String kernelName() {
    return kernelName;
  }

  /** A digest's length in bytes. */
  public int digestLength() {
    return digestLength;
  }

  /** Whether collisions are practical, so that a match proves little. */
  public boolean isWeak() {
    return this == MD5 || this == SHA1;
  }

  /** A fresh digest computation; not safe for use by several threads. */
  public MessageDigest newMessageDigest() {
    try {
      return origin == Origin.JDK
          ? MessageDigest.getInstance(javaName)
          : MessageDigest.getInstance(javaName, BouncyCastle.PROVIDER);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(javaName + " is missing from this Java runtime", e);
    }
  }

  public static Optional<HashAlgorithm> byKernelName(String name) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.kernelName.equals(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  public static Optional<HashAlgorithm> byOpenPgpId(long id) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.openPgpId != NO_OPENPGP_ID && algorithm.openPgpId == id) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  public static Optional<HashAlgorithm> byKernelId(int id) {
    for (HashAlgorithm algorithm : values()) {
      if (algorithm.kernelId == id) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return kernelName;
  }

  private enum Origin {
    JDK,
    BOUNCY_CASTLE
  }

  /** Loaded only when an algorithm needs it: making the provider takes a noticeable time. */
  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }
}
