package io.github.imaallowlist.toolkit.fetch;

import java.nio.file.Path;
import java.util.List;

/**
 * Who must have signed a repository's {@code repomd.xml}.
 *
 * @param keyrings files of OpenPGP public keys: these are pinned, and no others but those that a
 *     {@code .repo} file has on this machine
 * @param allowUnsigned whether nobody has to: the repository's signature is not looked at then
 */
public record RepositoryTrust(List<Path> keyrings, boolean allowUnsigned) {
  public RepositoryTrust {
    keyrings = List.copyOf(keyrings);
  }
}
