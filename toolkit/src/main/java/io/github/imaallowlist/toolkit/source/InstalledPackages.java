package io.github.imaallowlist.toolkit.source;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.MistypedLineException;
import io.github.imaallowlist.model.PackageId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The packages of one host, as {@code rpm -qa} prints them, with or without epochs.
 *
 * @param source the list's name, as the user knows it
 * @param epochs by name, version, release and architecture; a package that was listed without an
 *     epoch is of any
 */
public record InstalledPackages(String source, SortedMap<String, SortedSet<Epoch>> epochs) {
  /** Hosts have some thousands of packages, of some 60 bytes each. */
  private static final int MAX_BYTES = 64 << 20;

  /** The keys that rpm keeps as packages, without an architecture. */
  private static final String KEYS = "gpg-pubkey-";

  /**
   * Which epoch was listed.
   *
   * @param number absent if none was named; 0 and {@code (none)} are one epoch
   */
  public record Epoch(Optional<Long> number) implements Comparable<Epoch> {
    @Override
    public int compareTo(Epoch other) {
      return Long.compare(number.orElse(-1L), other.number.orElse(-1L));
    }
  }

  public InstalledPackages {
    SortedMap<String, SortedSet<Epoch>> copy = new TreeMap<>();
    epochs.forEach(
        (nvra, set) -> copy.put(nvra, Collections.unmodifiableSortedSet(new TreeSet<>(set))));
    epochs = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Reads a list.
   *
   * @throws MalformedInputException naming the line, if it is no package; or if there is none
   */
  public static InstalledPackages read(String source, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new LimitExceededException(
          source, MAX_BYTES, "more than the %,d bytes of any host's list".formatted(MAX_BYTES));
    }
    SortedMap<String, SortedSet<Epoch>> epochs = new TreeMap<>();
    int number = 0;
    int offset = 0;
    // One character a byte, so that offsets are of bytes; names are UTF-8, as in headers.
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      number++;
      String text =
          new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
      if (!text.isEmpty() && !text.startsWith(KEYS)) {
        Optional<NevraText> named = NevraText.parse(text);
        if (named.isEmpty()) {
          throw new MistypedLineException(
              source,
              offset,
              number,
              "no package as rpm -qa prints it",
              text,
              "Correct the line, or make the file anew on the host: rpm -qa > FILE");
        }
        epochs
            .computeIfAbsent(named.get().nvra(), one -> new TreeSet<>())
            .add(new Epoch(named.get().epoch()));
      }
      offset += line.length() + 1;
    }
    if (epochs.isEmpty()) {
      throw new MalformedInputException(
          source, MalformedInputException.NO_OFFSET, "no package in it; make it with rpm -qa");
    }
    return new InstalledPackages(source, epochs);
  }

  /** Whether the package is on the host. */
  public boolean contains(PackageId id) {
    Optional<Long> epoch = Optional.of((long) id.epoch().orElse(0));
    return Optional.ofNullable(epochs.get(NevraText.of(id).nvra())).stream()
        .flatMap(Set::stream)
        .anyMatch(listed -> listed.number().isEmpty() || listed.number().equals(epoch));
  }

  /** Those of the host that none of these are, as they would be named; sorted. */
  public SortedSet<String> lackedBy(Iterable<PackageId> ids) {
    Map<String, Set<Long>> there = new TreeMap<>();
    for (PackageId id : ids) {
      there
          .computeIfAbsent(NevraText.of(id).nvra(), nvra -> new TreeSet<>())
          .add((long) id.epoch().orElse(0));
    }
    SortedSet<String> lacking = new TreeSet<>();
    epochs.forEach(
        (nvra, listed) -> {
          Set<Long> found = there.getOrDefault(nvra, Set.of());
          for (Epoch epoch : listed) {
            boolean has =
                epoch.number().isEmpty() ? !found.isEmpty() : found.contains(epoch.number().get());
            if (!has) {
              String prefix =
                  epoch
                      .number()
                      .filter(number -> number > 0)
                      .map(number -> number + ":")
                      .orElse("");
              lacking.add(prefix + nvra);
            }
          }
        });
    return Collections.unmodifiableSortedSet(lacking);
  }
}
