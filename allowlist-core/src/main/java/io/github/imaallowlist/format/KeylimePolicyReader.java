package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Keylime runtime policy as strictly as {@code RUNTIME_POLICY_SCHEMA} in {@code
 * keylime/ima/ima.py} has it, and more strictly where JSON leaves a choice: no member twice, no odd
 * number of hexadecimal digits, nothing behind the end. Members that are not known are skipped.
 *
 * <p>Memory does not grow with the number of paths.
 */
public final class KeylimePolicyReader {
  private static final Set<String> MANDATORY =
      Set.of(
          "meta",
          "release",
          "digests",
          "excludes",
          "keyrings",
          "ima",
          "ima-buf",
          "verification-keys");

  /** Of one path, or in {@code keyrings} or {@code ima-buf}, which are held in memory. */
  private static final int MAX_DIGESTS = 100_000;

  private static final int MAX_STRINGS = 10_000;
  private static final long MAX_GENERATOR = 3;
  private static final int MIN_HEX_LENGTH = 40;
  private static final int MAX_HEX_LENGTH = 128;

  private final JsonInput json;
  private final EntrySink sink;
  private final EditionReader edition;
  private final OwnerSpool.@Nullable Reader knownOwners;
  private final DuplicateNames names = new DuplicateNames();
  private @Nullable PlainLines plainLines;

  private long paths;
  private long release;
  private Optional<String> timestamp = Optional.empty();
  private List<String> excludes = List.of();
  private SortedMap<String, List<String>> keyrings = new TreeMap<>();
  private List<String> ignoredKeyrings = List.of();
  private HashAlgorithm logHashAlgorithm = HashAlgorithm.SHA1;
  private SortedMap<String, List<String>> imaBuf = new TreeMap<>();
  private String verificationKeys = "";

  private KeylimePolicyReader(
      JsonInput json,
      EntrySink sink,
      OwnersReader.Sink ownerSink,
      OwnerSpool.@Nullable Reader knownOwners) {
    this.json = json;
    this.sink = sink;
    this.edition = new EditionReader(json, ownerSink);
    this.knownOwners = knownOwners;
  }

  /**
   * Reads a policy, without an envelope.
   *
   * @param source the file's name, for messages
   * @param in not closed
   * @param sink takes each path with its digests, in the policy's order; it has taken some when the
   *     policy turns out to be wrong
   * @return all but the digests of files
   * @throws io.github.imaallowlist.error.InputException if it is not such a policy
   */
  public static KeylimePolicy read(String source, InputStream in, EntrySink sink)
      throws IOException {
    return new KeylimePolicyReader(new JsonInput(source, in), sink, owners -> {}, null).policy();
  }

  /**
   * Reads a policy whose entries' owners are handed over as well, behind the entries.
   *
   * @return the packages that the owners are indexes into, and whether there are owners at all
   */
  static OwnedPolicy readOwners(String source, InputStream in, OwnersReader.Sink owners)
      throws IOException {
    KeylimePolicyReader reader =
        new KeylimePolicyReader(new JsonInput(source, in), entry -> {}, owners, null);
    KeylimePolicy policy = reader.policy();
    OwnersReader found = reader.edition.owners();
    return new OwnedPolicy(policy, found.packages(), found.isPresent());
  }

  /**
   * Reads a policy in one go: entries and owners go to their sinks in the order in which the policy
   * has them.
   *
   * @param plain takes the entries that are plain text, and {@code sink} all others
   */
  static OwnedContents readBoth(
      String source,
      InputStream in,
      PlainSink plain,
      EntrySink sink,
      OwnersReader.PackagesSink owners)
      throws IOException {
    OwnersReader[] found = new OwnersReader[1];
    KeylimePolicyReader[] readers = new KeylimePolicyReader[1];
    PlainLines lines =
        new PlainLines(
            in,
            JsonInput.MAX_LENGTH,
            (line, path, length, digest, digestLength) ->
                Objects.requireNonNull(readers[0])
                    .plainFile(plain, line, path, length, digest, digestLength));
    KeylimePolicyReader reader =
        new KeylimePolicyReader(
            new JsonInput(source, lines),
            sink,
            one -> owners.owners(one, Objects.requireNonNull(found[0]).packages()),
            null);
    reader.plainLines = lines;
    readers[0] = reader;
    found[0] = reader.edition.owners();
    KeylimePolicy policy = reader.policy();
    return new OwnedContents(policy, found[0].packages(), reader.edition.revoked());
  }

  /** Reads a policy again, whose entries' owners are known by now, and hands both on. */
  static void readAgain(String source, InputStream in, OwnerSpool.Reader owners, EntrySink sink)
      throws IOException {
    var unused =
        new KeylimePolicyReader(new JsonInput(source, in), sink, ignored -> {}, owners).policy();
  }

  /** What is in a policy besides its entries. */
  record OwnedPolicy(KeylimePolicy policy, List<OwningPackage> packages, boolean hasOwners) {}

  /** What is in a policy besides its entries and their owners. */
  record OwnedContents(
      KeylimePolicy policy,
      List<OwningPackage> packages,
      List<ProvenanceUpdates.Revoked> revoked) {}

  private KeylimePolicy policy() throws IOException {
    Set<String> missing = new HashSet<>(MANDATORY);
    json.object(
        "the policy",
        name -> {
          missing.remove(name);
          member(name);
        });
    json.expectEnd();
    requireNone(missing, "the policy");
    edition.owners().requireConsistent(paths);
    return new KeylimePolicy(
        new PolicySettings(
            release,
            timestamp,
            excludes,
            keyrings,
            ignoredKeyrings,
            logHashAlgorithm,
            imaBuf,
            verificationKeys),
        Edition.of(timestamp, edition.validity(), edition.revisions(), edition.repositories()));
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "meta" -> meta();
      case "release" -> release = json.integer(name, Long.MAX_VALUE);
      case "digests" -> files(name);
      case "excludes" -> excludes = strings(name);
      case "keyrings" -> keyrings = digestLists(name);
      case "ima" -> ima();
      case "ima-buf" -> imaBuf = digestLists(name);
      case "verification-keys" -> verificationKeys = keys(name);
      case "provenance" -> edition.read();
      default -> json.skip();
    }
  }

  private void meta() throws IOException {
    Set<String> missing = new HashSet<>(Set.of("version", "generator"));
    json.object(
        "meta",
        name -> {
          missing.remove(name);
          switch (name) {
            case "version" -> json.integer("meta.version", Long.MAX_VALUE);
            case "generator" -> json.integer("meta.generator", MAX_GENERATOR);
            case "timestamp" -> timestamp = Optional.of(json.string("meta.timestamp"));
            default -> json.skip();
          }
        });
    requireNone(missing, "meta");
  }

  private void ima() throws IOException {
    Set<String> missing = new HashSet<>(Set.of("ignored_keyrings", "log_hash_alg", "dm_policy"));
    json.object(
        "ima",
        name -> {
          missing.remove(name);
          switch (name) {
            case "ignored_keyrings" -> ignoredKeyrings = strings(name);
            case "log_hash_alg" -> logHashAlgorithm = templateHash(json.string(name));
            case "dm_policy" -> json.expectNull(name);
            default -> json.skip();
          }
        });
    requireNone(missing, "ima");
  }

  private HashAlgorithm templateHash(String name) throws IOException {
    return switch (name) {
      case "sha1" -> HashAlgorithm.SHA1;
      case "sha256" -> HashAlgorithm.SHA256;
      case "sha384" -> HashAlgorithm.SHA384;
      case "sha512" -> HashAlgorithm.SHA512;
      default -> throw json.malformed("log_hash_alg must be sha1, sha256, sha384 or sha512");
    };
  }

  private void files(String what) throws IOException {
    json.beginObject(what);
    if (plainLines != null) {
      plainLines.begin();
    }
    json.membersOfAnySize(this::file);
  }

  /** Whether it is taken: what is wrong with others {@link #file} says. */
  private boolean plainFile(
      PlainSink to, byte[] line, int path, int length, byte[] digest, int digestLength)
      throws IOException {
    if (names.add(line, path, length) != DuplicateNames.Verdict.NEW) {
      return false;
    }
    paths++;
    to.entry(line, path, length, digest, digestLength);
    return true;
  }

  private void file(String name) throws IOException {
    byte[] path = utf8(name);
    switch (names.add(path)) {
      case DUPLICATE -> throw json.malformed("the path '" + name + "' is there twice");
      case TOO_MANY_UNSORTED ->
          throw json.limit(
              "more than %d paths must be sorted by their bytes"
                  .formatted(DuplicateNames.MAX_UNSORTED));
      case NEW -> {}
    }
    LoggedPath logged;
    try {
      logged = LoggedPath.of(path);
    } catch (IllegalArgumentException e) {
      throw json.malformed("a path in digests: " + e.getMessage());
    }
    List<UnlabelledDigest> digests = new ArrayList<>(1);
    for (String hex : digestList(name)) {
      digests.add(UnlabelledDigest.ofHex(hex));
    }
    paths++;
    sink.entry(entry(logged, digests));
  }

  private AllowlistEntry entry(LoggedPath path, List<UnlabelledDigest> digests) throws IOException {
    if (knownOwners == null) {
      return new AllowlistEntry(path, digests);
    }
    try {
      return new AllowlistEntry(path, digests, knownOwners.next());
    } catch (IllegalArgumentException e) {
      throw json.malformed("provenance.owners does not go with digests: " + e.getMessage());
    }
  }

  /** An escaped half of a surrogate pair is valid JSON, and no text. */
  private byte[] utf8(String name) throws IOException {
    byte[] ascii = name.getBytes(StandardCharsets.UTF_8);
    if (ascii.length == name.length() && isAscii(ascii)) {
      return ascii;
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
      byte[] path = new byte[bytes.remaining()];
      bytes.get(path);
      return path;
    } catch (CharacterCodingException e) {
      throw json.malformed("half a surrogate pair in a path");
    }
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == '?') {
        return false; // half a pair would be written as a question mark
      }
    }
    return true;
  }

  private SortedMap<String, List<String>> digestLists(String what) throws IOException {
    SortedMap<String, List<String>> lists = new TreeMap<>();
    int[] count = {0};
    json.object(
        what,
        name -> {
          List<String> digests = digestList(name);
          count[0] += digests.size();
          if (count[0] > MAX_DIGESTS) {
            throw json.limit(what + " has more than " + MAX_DIGESTS + " digests");
          }
          lists.put(name, digests);
        });
    return lists;
  }

  private List<String> digestList(String name) throws IOException {
    List<String> digests = new ArrayList<>(1);
    json.beginArray("the digests of '" + name + "'");
    while (json.hasString("a digest of '" + name + "'")) {
      String digest = json.text();
      if (!isDigest(digest)) {
        throw json.malformed(
            "a digest of '%s' is not %d to %d lower-case hexadecimal digits, an even number"
                .formatted(name, MIN_HEX_LENGTH, MAX_HEX_LENGTH));
      }
      digests.add(digest);
      if (digests.size() > MAX_DIGESTS) {
        throw json.limit("'%s' has more than %d digests".formatted(name, MAX_DIGESTS));
      }
    }
    if (digests.isEmpty()) {
      throw json.malformed("'" + name + "' has no digest");
    }
    return digests;
  }

  private static boolean isDigest(String text) {
    int length = text.length();
    if (length < MIN_HEX_LENGTH || length > MAX_HEX_LENGTH || length % 2 != 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  private List<String> strings(String what) throws IOException {
    List<String> strings = new ArrayList<>();
    json.beginArray(what);
    while (json.hasString("a value in " + what)) {
      strings.add(json.text());
      if (strings.size() > MAX_STRINGS) {
        throw json.limit(what + " has more than " + MAX_STRINGS + " values");
      }
    }
    return strings;
  }

  private String keys(String what) throws IOException {
    String keys = json.string(what);
    if (!keys.isEmpty()) {
      VerificationKeys.check(json.nested(what, keys));
    }
    return keys;
  }

  private void requireNone(Set<String> missing, String what) throws IOException {
    if (!missing.isEmpty()) {
      throw json.malformed(what + " lacks " + String.join(", ", new TreeSet<>(missing)));
    }
  }
}
