package io.github.imaallowlist.format;

import io.github.imaallowlist.format.ProvenanceUpdates.Revoked;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ProvenanceJson} writes about a list's age, sources and packages; skips the
 * rest.
 */
final class EditionReader {
  private static final int MAX_SOURCES = 10_000;
  private static final int MAX_REVOKED = 100_000;

  /** Characters of a source's name; OBS makes it of a project's, which has at most 200. */
  private static final int MAX_NAME = 4_095;

  private final JsonInput json;
  private final OwnersReader owners;
  private final List<Optional<String>> revisions = new ArrayList<>();
  private final List<String> repositories = new ArrayList<>();
  private final List<Revoked> revoked = new ArrayList<>();
  private @Nullable Instant issued;
  private @Nullable Instant expires;

  EditionReader(JsonInput json, OwnersReader.Sink ownerSink) {
    this.json = json;
    this.owners = new OwnersReader(json, ownerSink);
  }

  OwnersReader owners() {
    return owners;
  }

  /** Reads the member {@code provenance}. */
  void read() throws IOException {
    json.object(
        "provenance",
        name -> {
          switch (name) {
            case "issued" -> issued = time("provenance.issued");
            case "expires" -> expires = time("provenance.expires");
            case "sources" -> sources();
            case "repositories" -> readRepositories();
            case "revoked" -> readRevoked();
            case "packages" -> owners.readPackages();
            case "owners" -> owners.readOwners();
            default -> json.skip();
          }
        });
    if ((issued == null) != (expires == null)) {
      throw json.malformed("provenance has only one of issued and expires");
    }
  }

  Optional<Validity> validity() throws IOException {
    Instant from = issued;
    Instant to = expires;
    if (from == null || to == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Validity(from, to));
    } catch (IllegalArgumentException e) {
      throw json.malformed("provenance: " + e.getMessage());
    }
  }

  List<Optional<String>> revisions() {
    return revisions;
  }

  List<String> repositories() {
    return repositories;
  }

  private void readRepositories() throws IOException {
    json.beginArray("provenance.repositories");
    while (json.hasString("a name in provenance.repositories")) {
      String name = json.text();
      if (repositories.size() == MAX_SOURCES || name.length() > MAX_NAME) {
        throw json.limit("provenance.repositories has too many names, or too long ones");
      }
      repositories.add(name);
    }
  }

  /** What was taken out of the list for good. */
  List<Revoked> revoked() {
    return revoked;
  }

  private void readRevoked() throws IOException {
    json.beginArray("provenance.revoked");
    while (json.hasObject("a revocation in provenance")) {
      if (revoked.size() == MAX_REVOKED) {
        throw json.limit("provenance has more than " + MAX_REVOKED + " revocations");
      }
      @Nullable String[] name = new @Nullable String[2];
      long[] files = new long[1];
      json.members(
          "a revocation in provenance",
          member -> {
            switch (member) {
              case "package", "digest" -> {
                name[0] = member;
                name[1] = json.string("what is revoked");
              }
              case "files" -> files[0] = json.integer("a revocation's files", Long.MAX_VALUE);
              default -> json.skip();
            }
          });
      if (name[0] == null || name[1] == null) {
        throw json.malformed("a revocation in provenance names no package and no digest");
      }
      revoked.add(new Revoked(name[0], name[1], files[0]));
    }
  }

  private Instant time(String what) throws IOException {
    String text = json.string(what);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw json.malformed(what + " is no time such as 2026-01-31T00:00:00Z");
    }
  }

  private void sources() throws IOException {
    json.beginArray("provenance.sources");
    while (json.hasObject("a source in provenance")) {
      if (revisions.size() == MAX_SOURCES) {
        throw json.limit("provenance has more than " + MAX_SOURCES + " sources");
      }
      String[] revision = new String[1];
      json.members(
          "a source in provenance",
          name -> {
            if (name.equals("revision")) {
              revision[0] = json.string("a source's revision");
            } else {
              json.skip();
            }
          });
      revisions.add(Optional.ofNullable(revision[0]));
    }
  }
}
