package io.github.imaallowlist.toolkit;

import java.util.List;

/**
 * Who signed a list.
 *
 * @param keys fingerprints of the keys; none of an external program's signature that nobody gave a
 *     key to verify with
 * @param warnings for a person, such as that others can read a key's file
 */
public record SignedBy(List<String> keys, List<String> warnings) {
  /** Nobody. */
  public static final SignedBy NOBODY = new SignedBy(List.of(), List.of());

  public SignedBy {
    keys = List.copyOf(keys);
    warnings = List.copyOf(warnings);
  }
}
