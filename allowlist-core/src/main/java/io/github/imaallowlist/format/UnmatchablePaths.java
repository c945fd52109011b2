package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.LoggedPath;
import java.util.List;

/**
 * Paths that a verifier cannot match, although a package lists them.
 *
 * <p>Keylime's agent reads the measurement list as UTF-8 text and fails on anything else ({@code
 * measurement_list.rs} in rust-keylime), and its verifier splits that text at newlines ({@code
 * tpm_main.py} in keylime): a host that measures such a file fails attestation, whatever the policy
 * says.
 *
 * @param notUtf8 how many are not UTF-8; JSON cannot hold them, so they are left out
 * @param withNewline how many have a newline; they are written all the same
 * @param examples the first {@link #MAX_EXAMPLES} of both kinds, by path
 */
public record UnmatchablePaths(long notUtf8, long withNewline, List<LoggedPath> examples) {
  /** The most examples kept: the rest is only counted. */
  public static final int MAX_EXAMPLES = 100;

  public static final UnmatchablePaths NONE = new UnmatchablePaths(0, 0, List.of());

  public UnmatchablePaths {
    examples = List.copyOf(examples);
  }

  public boolean isEmpty() {
    return notUtf8 == 0 && withNewline == 0;
  }
}
