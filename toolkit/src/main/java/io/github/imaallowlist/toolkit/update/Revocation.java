package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.MistypedLineException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.source.NevraText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Packages and digests that are known to be bad.
 *
 * @param packages by name, version, release and architecture
 * @param digests with the text that named each
 */
public record Revocation(
    SortedMap<String, List<NevraText>> packages, SortedMap<UnlabelledDigest, String> digests) {
  /** Nothing is revoked. */
  public static final Revocation NONE = new Revocation(new TreeMap<>(), new TreeMap<>());

  /** Some 100,000 lines; more than that is a list of its own. */
  private static final int MAX_BYTES = 16 << 20;

  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]+");
  private static final Pattern LABELLED = Pattern.compile("[a-z0-9-]{2,16}:[0-9a-fA-F]+");

  /** The digests' lengths in bytes; MD5 is no digest of a list. */
  private static final List<Integer> LENGTHS = List.of(20, 28, 32, 48, 64);

  public Revocation {
    SortedMap<String, List<NevraText>> copy = new TreeMap<>();
    packages.forEach((nvra, named) -> copy.put(nvra, List.copyOf(named)));
    packages = Collections.unmodifiableSortedMap(copy);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }

  /**
   * Reads a file: on each line a digest, in hexadecimal with or without {@code sha256:} in front,
   * or a package, with or without an epoch. Blank lines and what follows a {@code #} say nothing.
   *
   * @throws MalformedInputException naming the line, if it is anything else: it would revoke
   *     nothing, and nobody would know
   */
  public static Revocation read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in);
    }
  }

  static Revocation read(String source, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new LimitExceededException(
          source,
          MAX_BYTES,
          String.format(Locale.ROOT, "a file of revocations has at most %,d bytes", MAX_BYTES));
    }
    SortedMap<String, List<NevraText>> packages = new TreeMap<>();
    SortedMap<UnlabelledDigest, String> digests = new TreeMap<>();
    int number = 0;
    int offset = 0;
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!text.isEmpty()) {
        Optional<UnlabelledDigest> digest = digest(text);
        Optional<NevraText> named = digest.isPresent() ? Optional.empty() : NevraText.parse(text);
        if (digest.isPresent()) {
          digests.put(digest.get(), digest.get().hex());
        } else if (named.isPresent()) {
          packages.computeIfAbsent(named.get().nvra(), nvra -> new ArrayList<>()).add(named.get());
        } else {
          throw new MistypedLineException(
              source,
              offset,
              number,
              "neither a digest nor a package as name-version-release.arch",
              text,
              "Correct the line, or put a # before it; nothing is revoked by half a name.");
        }
      }
      offset += line.length() + 1;
    }
    return new Revocation(packages, digests);
  }

  private static Optional<UnlabelledDigest> digest(String text) {
    if (LABELLED.matcher(text).matches()) {
      int colon = text.indexOf(':');
      String hex = text.substring(colon + 1);
      return HashAlgorithm.byKernelName(text.substring(0, colon))
          .filter(algorithm -> hex.length() == 2 * algorithm.digestLength())
          .map(algorithm -> UnlabelledDigest.ofHex(hex.toLowerCase(Locale.ROOT)));
    }
    return HEX.matcher(text).matches()
            && text.length() % 2 == 0
            && LENGTHS.contains(text.length() / 2)
        ? Optional.of(UnlabelledDigest.ofHex(text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  boolean isEmpty() {
    return packages.isEmpty() && digests.isEmpty();
  }

  /** Those of the revoked names that name this package. */
  List<NevraText> naming(NevraText one) {
    return packages.getOrDefault(one.nvra(), List.of()).stream()
        .filter(revoked -> revoked.names(one))
        .toList();
  }
}
