package io.github.imaallowlist.rpm.imasignature;

/** What became of checking one file's IMA signature. */
public enum FileSignatureStatus {
  /** A given certificate's key made it over the file's content. */
  GOOD,
  /** As good, but over a digest in MD5 or SHA-1, which another content can be made to have. */
  WEAK,
  /** It names the key of a given certificate, and that key did not make it over this content. */
  BAD,
  /** It names a key that no given certificate has. */
  UNKNOWN_KEY,
  /** The digest that it is over is not known, or it is of a form or algorithm that is not read. */
  NOT_VERIFIABLE
}
