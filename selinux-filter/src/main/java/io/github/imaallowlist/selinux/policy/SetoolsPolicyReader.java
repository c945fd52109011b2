package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.AllowlistException;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a binary SELinux policy through setools. */
public final class SetoolsPolicyReader {
  private SetoolsPolicyReader() {}

  /** Asks {@code seinfo} and {@code sesearch}, or the cache if they were asked before. */
  public static SelinuxPolicy read(Path policyFile, SetoolsSettings settings)
      throws IOException, AllowlistException {
    throw new UnsupportedOperationException("not yet: " + policyFile + settings);
  }
}
