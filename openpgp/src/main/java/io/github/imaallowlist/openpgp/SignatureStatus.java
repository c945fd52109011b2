package io.github.imaallowlist.openpgp;

/** What became of a signature; only {@link #GOOD} proves anything. */
public enum SignatureStatus {
  /** A pinned key made it over these bytes, and could. */
  GOOD,
  /** None of the pinned keys is the one that the signature names. */
  UNKNOWN_KEY,
  /** It is not a signature by that key over these bytes. */
  BAD,
  /** It rests on a hash for which other data with the same digest can be made. */
  WEAK_HASH,
  /** Its key is so short that others could have found the secret. */
  WEAK_KEY,
  /** It says itself that it is not valid any more. */
  SIGNATURE_EXPIRED,
  /** It says that it was made later than now. */
  SIGNATURE_FROM_FUTURE,
  /** Its key had expired when it was made. */
  KEY_EXPIRED,
  /** It says that it was made before its key. */
  KEY_NOT_YET_VALID,
  /** Its key had been revoked when it was made, or was revoked because it is not its owner's. */
  KEY_REVOKED,
  /** Its key is not for signing data, or is not proved to belong to the pinned one. */
  KEY_MAY_NOT_SIGN,
  /** It is of a kind that this program does not know. */
  UNSUPPORTED
}
