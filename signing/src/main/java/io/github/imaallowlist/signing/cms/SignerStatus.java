package io.github.imaallowlist.signing.cms;

/** What came of one signer of a signature. */
public enum SignerStatus {
  /** The signature is right, and by someone who is trusted. */
  GOOD(""),
  /** The content is not what was signed. */
  CONTENT_CHANGED(
      "The file was changed after it was signed, or the signature is for another one: get both"
          + " again from their source."),
  /** The signature is not by the key that it names. */
  BAD_SIGNATURE("The signature is damaged or forged: get it again from its source."),
  /** What was signed besides the content is missing, twice, or contradicts the rest. */
  BAD_ATTRIBUTES("The signature is damaged or forged: get it again from its source."),
  /** The signer's certificate is not there, and its key is not one of the trusted. */
  NO_CERTIFICATE(
      "Give the signer's certificate with --intermediate, or its key with --key, from a place that"
          + " you trust."),
  /** The signer's certificate is not trusted, or was not at that time, or is for other things. */
  NOT_TRUSTED(
      "Give with --ca the CA of whoever may sign, from a place that you trust; what the file brings"
          + " along proves nothing."),
  /** It claims to be made later than now. */
  FROM_FUTURE("Set this machine's clock; if it is right, the signature is not to be trusted."),
  /** The hash or the key can be broken. */
  WEAK("Have it signed again, with SHA-256 or stronger, and RSA of 2048 bits or EC."),
  /** An algorithm that is not known here. */
  UNSUPPORTED("Have it signed with RSA or ECDSA, and SHA-256, SHA-384 or SHA-512.");

  private final String remedy;

  SignerStatus(String remedy) {
    this.remedy = remedy;
  }

  /** What to do about it; empty for {@link #GOOD}. */
  public String remedy() {
    return remedy;
  }
}
