package io.github.imaallowlist.toolkit.publish;

import java.util.Set;
import java.util.TreeSet;

/** The types of the records that are published. */
public final class RecordTypes {
  /** The envelope; or the list itself, where it has a detached signature, or none. */
  public static final String LIST = "ima-allowlist";

  /** A detached signature of the list. */
  public static final String SIGNATURE = "ima-allowlist-signature";

  /** The IMA policy that the list is cut to. */
  public static final String POLICY = "ima-policy";

  private RecordTypes() {}

  static Set<String> all() {
    return new TreeSet<>(Set.of(LIST, SIGNATURE, POLICY));
  }
}
