package io.github.imaallowlist.toolkit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Files of OpenPGP keys to look at before they are pinned.
 *
 * @param now the time that validity is said for
 */
public record KeysRequest(List<Path> files, Instant now) {
  public KeysRequest {
    files = List.copyOf(files);
  }
}
