package io.github.imaallowlist.toolkit.cache;

import java.nio.file.Path;

/**
 * Where results of scanned packages are kept.
 *
 * @param folder is made if there is none
 * @param only whether no package is read: one without an entry is a finding
 * @param named whether the user named the folder: what is wrong with it is an error then; otherwise
 *     it is a warning, and the run goes on without a cache
 */
public record CacheRequest(Path folder, boolean only, boolean named) {
  /** A folder that the user named. */
  public CacheRequest(Path folder, boolean only) {
    this(folder, only, true);
  }

  /** The folder that is used where the user says nothing. */
  public static CacheRequest byDefault(Path folder) {
    return new CacheRequest(folder, false, false);
  }
}
