package io.github.imaallowlist.rpm.repodata;

/** What becomes of {@code repomd.xml.asc}, which is over the old {@code repomd.xml}. */
public sealed interface SignatureRule {
  /** It is made anew, also where there was none, or only the signature was wrong. */
  record Renew(RepomdSigner signer) implements SignatureRule {}

  /** It is removed before {@code repomd.xml} changes, for a publisher who signs afterwards. */
  record RemoveStale() implements SignatureRule {}

  /** If there is one, {@code repomd.xml} is not changed: an error. */
  record Refuse() implements SignatureRule {}
}
