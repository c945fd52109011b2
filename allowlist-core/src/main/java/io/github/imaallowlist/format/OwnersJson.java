package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import java.io.IOException;
import java.util.List;

/**
 * Writes which package each digest of a list is from, as two members of {@code provenance}.
 *
 * <p>{@code packages} has the packages, sorted; {@code owners} has a value for each path in {@code
 * digests}, in their order: the index of the package that all digests of the path are from, -1 if
 * they are from none, or an array with an array of such indexes for each digest, ascending.
 */
final class OwnersJson {
  private final JsonGenerator json;

  OwnersJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * @param paths how many entries were added to the owners
   */
  void write(List<OwningPackage> packages, OwnerSpool owners, long paths) throws IOException {
    requireReadable(packages);
    json.writeArrayFieldStart("packages");
    for (OwningPackage one : packages) {
      json.writeStartObject();
      if (one.nevra().isPresent()) {
        json.writeStringField("package", one.nevra().get());
      }
      if (one.checksum().isPresent()) {
        json.writeStringField("checksum", one.checksum().get());
      }
      if (one.removed().isPresent()) {
        json.writeStringField("removed", one.removed().get().toString());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("owners");
    new OwnerLines(json).write(owners.read(), paths);
    json.writeEndArray();
  }

  /** A list that the next run refuses to read would end all updates from it. */
  private static void requireReadable(List<OwningPackage> packages) throws LimitExceededException {
    long characters = 0;
    for (OwningPackage one : packages) {
      characters += one.nevra().map(String::length).orElse(0);
      characters += one.checksum().map(String::length).orElse(0);
      characters += one.removed().map(removed -> removed.toString().length()).orElse(0);
    }
    if (packages.size() > OwnersReader.MAX_PACKAGES) {
      throw tooMany("packages", OwnersReader.MAX_PACKAGES);
    }
    if (characters > OwnersReader.MAX_PACKAGE_CHARACTERS) {
      throw tooMany("characters in its packages' names", OwnersReader.MAX_PACKAGE_CHARACTERS);
    }
  }

  private static LimitExceededException tooMany(String what, long most) {
    return new LimitExceededException(
        "the list", InputException.NO_OFFSET, "it has more than %d %s".formatted(most, what));
  }
}
