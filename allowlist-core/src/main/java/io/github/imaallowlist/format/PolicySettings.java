package io.github.imaallowlist.format;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a Keylime runtime policy says besides the digests of files.
 *
 * @param release not negative; Keylime does not look at it
 * @param timestamp when the policy was made, ISO 8601 in UTC; handed in, never the clock's
 * @param excludes patterns of paths that are not checked, in the order of the policy
 * @param keyrings digests of the keys that a keyring may hold, by its name
 * @param ignoredKeyrings names of keyrings that are not checked, {@code *} for all
 * @param logHashAlgorithm the measurement list's template hash: SHA-1, SHA-256, SHA-384 or SHA-512.
 *     Not the algorithm of the files' digests
 * @param imaBuf digests of other measured buffers, by their name
 * @param verificationKeys keys for IMA signatures: JSON in a string, or empty
 */
public record PolicySettings(
    long release,
    Optional<String> timestamp,
    List<String> excludes,
    SortedMap<String, List<String>> keyrings,
    List<String> ignoredKeyrings,
    HashAlgorithm logHashAlgorithm,
    SortedMap<String, List<String>> imaBuf,
    String verificationKeys) {
  private static final Set<HashAlgorithm> LOG_HASHES =
      Set.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512);

  /** Nothing excluded, no keys, the kernel's own template hash. */
  public static final PolicySettings DEFAULT =
      new PolicySettings(
          0,
          Optional.empty(),
          List.of(),
          new TreeMap<>(),
          List.of(),
          HashAlgorithm.SHA1,
          new TreeMap<>(),
          "");

  public PolicySettings {
    if (release < 0) {
      throw new IllegalArgumentException("the release is negative: " + release);
    }
    if (!LOG_HASHES.contains(logHashAlgorithm)) {
      throw new IllegalArgumentException(
          logHashAlgorithm + " is no template hash that a policy can name");
    }
    excludes = List.copyOf(excludes);
    keyrings = copyOf(keyrings);
    ignoredKeyrings = List.copyOf(ignoredKeyrings);
    imaBuf = copyOf(imaBuf);
  }

  private static SortedMap<String, List<String>> copyOf(Map<String, List<String>> lists) {
    SortedMap<String, List<String>> copy = new TreeMap<>();
    lists.forEach((name, digests) -> copy.put(name, List.copyOf(digests)));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** The same with another timestamp, or without one. */
  public PolicySettings withTimestamp(Optional<String> newTimestamp) {
    return new PolicySettings(
        release,
        newTimestamp,
        excludes,
        keyrings,
        ignoredKeyrings,
        logHashAlgorithm,
        imaBuf,
        verificationKeys);
  }

  /** The same with further patterns; one that is there already is not repeated. */
  public PolicySettings withExcludes(List<ExcludePattern> further) {
    List<String> all = new ArrayList<>(excludes);
    for (ExcludePattern pattern : further) {
      if (!all.contains(pattern.text())) {
        all.add(pattern.text());
      }
    }
    return new PolicySettings(
        release,
        timestamp,
        all,
        keyrings,
        ignoredKeyrings,
        logHashAlgorithm,
        imaBuf,
        verificationKeys);
  }

  /**
   * The same with another template hash.
   *
   * @throws IllegalArgumentException if a policy cannot name it
   */
  public PolicySettings withLogHashAlgorithm(HashAlgorithm algorithm) {
    return new PolicySettings(
        release,
        timestamp,
        excludes,
        keyrings,
        ignoredKeyrings,
        algorithm,
        imaBuf,
        verificationKeys);
  }

  /**
   * The same with further digests of a measured buffer; one that is there already is not repeated.
   *
   * @param name the buffer's, as in the measurement list
   * @param digests in lower-case hexadecimal; at least one
   */
  public PolicySettings withImaBuf(String name, List<String> digests) {
    Set<String> all = new LinkedHashSet<>(imaBuf.getOrDefault(name, List.of()));
    all.addAll(digests);
    SortedMap<String, List<String>> buffers = new TreeMap<>(imaBuf);
    buffers.put(name, List.copyOf(all));
    return new PolicySettings(
        release,
        timestamp,
        excludes,
        keyrings,
        ignoredKeyrings,
        logHashAlgorithm,
        buffers,
        verificationKeys);
  }

  /**
   * The same with further keys for IMA signatures, all sorted, each once. A verifier lets files
   * pass that one of them has signed, whether the list has them or not.
   *
   * @param source where the present keys come from, for messages
   * @throws io.github.imaallowlist.error.InputException if the present keys make no sense
   * @throws IllegalArgumentException if two keys have one id, of which a verifier would keep one
   */
  public PolicySettings withVerificationKeys(String source, List<ImaVerificationKey> further)
      throws IOException {
    if (further.isEmpty()) {
      return this;
    }
    SortedSet<ImaVerificationKey> all = new TreeSet<>(further);
    if (!verificationKeys.isEmpty()) {
      all.addAll(
          VerificationKeys.read(JsonInput.of(source + ", in verification-keys", verificationKeys)));
    }
    requireOneKeyForAnId(all);
    return new PolicySettings(
        release,
        timestamp,
        excludes,
        keyrings,
        ignoredKeyrings,
        logHashAlgorithm,
        imaBuf,
        VerificationKeys.write(all));
  }

  /**
   * The keys for IMA signatures.
   *
   * @param source where the settings come from, for messages
   * @throws io.github.imaallowlist.error.InputException if they make no sense
   */
  public List<ImaVerificationKey> keys(String source) throws IOException {
    return verificationKeys.isEmpty()
        ? List.of()
        : VerificationKeys.read(JsonInput.of(source + ", in verification-keys", verificationKeys));
  }

  private static void requireOneKeyForAnId(SortedSet<ImaVerificationKey> keys) {
    Set<ImaKeyId> ids = new HashSet<>();
    for (ImaVerificationKey key : keys) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException(
            "two different keys have the id %s, and Keylime would keep one".formatted(key.id()));
      }
    }
  }
}
