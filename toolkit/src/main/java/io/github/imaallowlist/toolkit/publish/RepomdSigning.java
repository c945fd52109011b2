package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.toolkit.OpenPgpKey;

/** What becomes of the repository's own signature, {@code repomd.xml.asc}. */
public sealed interface RepomdSigning {
  /** It is made anew. */
  record By(OpenPgpKey key) implements RepomdSigning {}

  /** One that is not over the new {@code repomd.xml} is removed: somebody signs afterwards. */
  record RemoveStale() implements RepomdSigning {}

  /** The repository has none; if it has one, it is not changed. */
  record NotSigned() implements RepomdSigning {}
}
