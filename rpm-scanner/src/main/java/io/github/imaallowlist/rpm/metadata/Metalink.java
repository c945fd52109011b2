package io.github.imaallowlist.rpm.metadata;

import io.github.imaallowlist.model.FileDigest;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * What a metalink says of a repository: where {@code repomd.xml} is, and what is in it.
 *
 * <p>It is no proof of origin: whoever gives it out says what its digests are. It tells a mirror
 * that is behind.
 *
 * @param urls of {@code repomd.xml}, by http or https, the preferred ones first
 * @param states each a set of digests that one state of {@code repomd.xml} has; the current one,
 *     and those before it that mirrors may still have; none of a weak algorithm
 */
public record Metalink(List<URI> urls, List<Set<FileDigest>> states) {
  public Metalink {
    urls = List.copyOf(urls);
    states = states.stream().map(Set::copyOf).toList();
  }

  /** Whether the bytes are one of the states; true where the metalink has no digests. */
  public boolean announces(byte[] repomd) {
    return states.isEmpty()
        || states.stream()
            .anyMatch(digests -> digests.stream().allMatch(digest -> isOf(digest, repomd)));
  }

  private static boolean isOf(FileDigest digest, byte[] bytes) {
    return new FileDigest(digest.algorithm(), digest.algorithm().newMessageDigest().digest(bytes))
        .equals(digest);
  }
}
