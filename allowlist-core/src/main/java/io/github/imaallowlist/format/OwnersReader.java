package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.OwningPackage;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link OwnersJson} writes, strictly. Owners are handed on one entry after the other.
 */
final class OwnersReader {
  /** Some ten times those of the largest distribution. */
  static final int MAX_PACKAGES = 1_000_000;

  /** Their names and checksums together, in characters: they are held in memory. */
  static final long MAX_PACKAGE_CHARACTERS = 256L << 20;

  /** Owners of the digests of one path, which are held in memory. */
  static final int MAX_OWNERS_OF_PATH = 1_000_000;

  private final JsonInput json;
  private final Sink sink;
  private final List<OwningPackage> packages = new ArrayList<>();
  private long characters;
  private long entries;
  private int highest = -1;
  private boolean packagesPresent;
  private boolean ownersPresent;

  OwnersReader(JsonInput json, Sink sink) {
    this.json = json;
    this.sink = sink;
  }

  /** Takes the owners of one entry after the other. */
  @FunctionalInterface
  interface Sink {
    void owners(DigestOwners owners) throws IOException;
  }

  /** Likewise, with the packages that are known by then. */
  @FunctionalInterface
  interface PackagesSink {
    void owners(DigestOwners owners, List<OwningPackage> packages) throws IOException;
  }

  /** Whether the list says which packages its digests are from. */
  boolean isPresent() {
    return ownersPresent;
  }

  List<OwningPackage> packages() {
    return packages;
  }

  void readPackages() throws IOException {
    packagesPresent = true;
    json.beginArray("provenance.packages");
    while (json.hasObject("a package in provenance")) {
      OwningPackage one = readPackage();
      if (!packages.isEmpty() && packages.get(packages.size() - 1).compareTo(one) >= 0) {
        throw json.malformed("provenance.packages is not sorted, each package once");
      }
      packages.add(one);
      if (packages.size() > MAX_PACKAGES) {
        throw json.limit("provenance has more than " + MAX_PACKAGES + " packages");
      }
    }
  }

  private OwningPackage readPackage() throws IOException {
    @Nullable String[] values = new String[3];
    json.members(
        "a package in provenance",
        name -> {
          switch (name) {
            case "package" -> values[0] = text("a package's name");
            case "checksum" -> values[1] = text("a package's checksum");
            case "removed" -> values[2] = text("when a package was removed");
            default -> json.skip();
          }
        });
    try {
      return new OwningPackage(
          Optional.ofNullable(values[0]),
          Optional.ofNullable(values[1]),
          Optional.ofNullable(values[2]).map(Instant::parse));
    } catch (DateTimeParseException e) {
      throw json.malformed(
          "a package in provenance was removed at '%s', which is no time such as"
                  .formatted(values[2])
              + " 2026-01-31T00:00:00Z");
    } catch (IllegalArgumentException e) {
      throw json.malformed("provenance.packages: " + e.getMessage());
    }
  }

  private String text(String what) throws IOException {
    String text = json.string(what);
    characters += text.length();
    if (characters > MAX_PACKAGE_CHARACTERS) {
      throw json.limit("provenance.packages has more than %d characters".formatted(characters - 1));
    }
    return text;
  }

  void readOwners() throws IOException {
    ownersPresent = true;
    json.beginArray("provenance.owners");
    while (json.hasNext()) {
      entries++;
      sink.owners(json.isArray() ? each() : one());
    }
  }

  private DigestOwners one() throws IOException {
    int owner = owner(-1);
    return owner < 0 ? DigestOwners.NONE : DigestOwners.ofAll(owner);
  }

  private DigestOwners each() throws IOException {
    List<int[]> each = new ArrayList<>();
    int count = 0;
    while (json.hasNext()) {
      if (!json.isArray()) {
        throw json.malformed("the owners of a digest must be a list");
      }
      int[] owners = new int[1];
      int length = 0;
      while (json.hasNext()) {
        if (length == owners.length) {
          owners = Arrays.copyOf(owners, 2 * length);
        }
        owners[length++] = owner(0);
        if (++count > MAX_OWNERS_OF_PATH) {
          throw json.limit("one path has more than %d owners".formatted(MAX_OWNERS_OF_PATH));
        }
      }
      each.add(Arrays.copyOf(owners, length));
    }
    try {
      return DigestOwners.ofEach(each.toArray(int[][]::new));
    } catch (IllegalArgumentException e) {
      throw json.malformed("provenance.owners: " + e.getMessage());
    }
  }

  private int owner(int least) throws IOException {
    int owner = json.currentInteger("an owner in provenance", least, MAX_PACKAGES - 1);
    highest = Math.max(highest, owner);
    return owner;
  }

  /**
   * Holds what was read against the rest of the list, which may come before or after.
   *
   * @param paths in the list
   */
  void requireConsistent(long paths) throws IOException {
    if (packagesPresent != ownersPresent) {
      throw json.malformed("provenance has only one of packages and owners");
    }
    if (highest >= packages.size()) {
      throw json.malformed(
          "provenance.owners names package %d of %d".formatted(highest, packages.size()));
    }
    if (ownersPresent && entries != paths) {
      throw json.malformed(
          "provenance.owners is of %d paths, and digests has %d".formatted(entries, paths));
    }
  }
}
