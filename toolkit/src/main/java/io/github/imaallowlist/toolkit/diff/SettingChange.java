package io.github.imaallowlist.toolkit.diff;

import io.github.imaallowlist.format.PolicySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A setting besides the digests of files that is not the same: it changes what a verifier lets
 * pass.
 *
 * @param name the policy's member
 * @param added what only the newer list has
 * @param removed what only the older list has
 */
public record SettingChange(String name, List<String> added, List<String> removed) {
  public SettingChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** All that differ, by name. */
  static List<SettingChange> between(PolicySettings older, PolicySettings newer) {
    List<SettingChange> all = new ArrayList<>();
    add(all, "excludes", new TreeSet<>(older.excludes()), new TreeSet<>(newer.excludes()));
    add(
        all,
        "ignored_keyrings",
        new TreeSet<>(older.ignoredKeyrings()),
        new TreeSet<>(newer.ignoredKeyrings()));
    add(all, "ima-buf", flat(older.imaBuf()), flat(newer.imaBuf()));
    add(all, "keyrings", flat(older.keyrings()), flat(newer.keyrings()));
    add(
        all,
        "log_hash_alg",
        one(older.logHashAlgorithm().kernelName()),
        one(newer.logHashAlgorithm().kernelName()));
    add(all, "verification-keys", one(older.verificationKeys()), one(newer.verificationKeys()));
    return all;
  }

  private static SortedSet<String> one(String value) {
    return value.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(value));
  }

  /** Each as {@code name: digest}. */
  private static SortedSet<String> flat(Map<String, List<String>> lists) {
    SortedSet<String> flat = new TreeSet<>();
    lists.forEach((name, digests) -> digests.forEach(digest -> flat.add(name + ": " + digest)));
    return flat;
  }

  private static void add(
      List<SettingChange> all, String name, SortedSet<String> older, SortedSet<String> newer) {
    if (!older.equals(newer)) {
      SortedSet<String> added = new TreeSet<>(newer);
      added.removeAll(older);
      SortedSet<String> removed = new TreeSet<>(older);
      removed.removeAll(newer);
      all.add(new SettingChange(name, List.copyOf(added), List.copyOf(removed)));
    }
  }
}
