package io.github.imaallowlist.signing;

/** How much a key file or an envelope may ask for; each limit with its reason. */
final class SigningLimits {
  private SigningLimits() {}

  /** A PKCS#12 file: a few keys with their chains; {@code keytool} writes some 3 KiB for one. */
  static final int PKCS12_BYTES = 1024 * 1024;

  /** An RSA key; longer ones take minutes, not seconds, to sign. */
  static final int RSA_BITS = 16 * 1024;

  /** PBKDF2 rounds: 16 times what OWASP advises for HMAC-SHA256 (600,000); seconds of work. */
  static final int PBKDF2_ROUNDS = 10_000_000;

  /** scrypt's memory, 128 * N * r: twice what OpenSSL itself allows when it reads a key. */
  static final long SCRYPT_BYTES = 64L * 1024 * 1024;

  /** scrypt's parallelisation, which multiplies the time; OpenSSL writes 1. */
  static final int SCRYPT_PARALLELISATION = 16;

  /** Signatures in an envelope; each is tried with each given key. */
  static final int SIGNATURES = 32;

  /**
   * A string of the envelope other than the payload, in characters. The longest is a keyid that is
   * a whole certificate in PEM, encoded once more.
   */
  static final int ENVELOPE_STRING = 128 * 1024;

  /** A member's name in the envelope, in characters. */
  static final int ENVELOPE_NAME = 1024;

  /** Depth of the envelope's JSON; the format has 3, the rest is for members still unknown. */
  static final int ENVELOPE_DEPTH = 16;

  /** JSON tokens in an envelope: 32 signatures have about 200. */
  static final int ENVELOPE_TOKENS = 10_000;

  /** A payload type, in characters; RFC 6838, section 4.2, allows 127 on each side of the slash. */
  static final int PAYLOAD_TYPE = 255;
}
