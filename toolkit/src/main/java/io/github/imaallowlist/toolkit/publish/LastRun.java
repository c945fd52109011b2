package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.rpm.repodata.PublishedRepository;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A note in the cache of what the last run of the same request left. While nothing of that changed,
 * another run would find nothing to do, and need not read metadata, cache and list to see it.
 *
 * <p>The note is made of the packages as they were before they were read, and of the metadata that
 * was read: what somebody changes meanwhile makes the next run a whole one.
 */
final class LastRun {
  private static final int MAX_BYTES = 256;
  private static final String NEVER = "never";

  private final PublishRequest request;
  private final RunIdentity identity;
  private final Path note;
  private final FolderState packages = new FolderState();

  private LastRun(PublishRequest request, RunIdentity identity, Path note) {
    this.request = request;
    this.identity = identity;
    this.note = note;
  }

  /**
   * @param cache the folder of the cache, of which it is known that nobody else writes to it
   * @return empty where no such note can be made
   */
  static Optional<LastRun> of(PublishRequest request, Optional<Path> cache) throws IOException {
    Optional<RunIdentity> identity = RunIdentity.of(request);
    if (cache.isEmpty() || identity.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest name = FolderState.newDigest();
    FolderState.update(name, request.repository().toRealPath().toString());
    Path note = cache.get().resolve("published").resolve(HexFormat.of().formatHex(name.digest()));
    LastRun last = new LastRun(request, identity.get(), note);
    last.packages.addPackages(request.repository());
    return Optional.of(last);
  }

  /** Whether there is nothing to do. */
  boolean isUpToDate(Instant now) throws IOException {
    try (InputStream in = Files.newInputStream(note)) {
      String[] words =
          new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip().split(" ", -1);
      return words.length == 2
          && words[0].equals(state())
          && (words[1].equals(NEVER) || now.isBefore(Instant.parse(words[1])));
    } catch (NoSuchFileException | java.time.format.DateTimeParseException e) {
      return false;
    }
  }

  /**
   * Makes the note.
   *
   * @param metadata the digest of the metadata that the list was made of, without its own records
   * @param until when the list has to be made anew though nothing changed; absent: never
   */
  void put(String metadata, Optional<Instant> until) throws IOException, AllowlistException {
    try (PublishedRepository repository = PublishedRepository.look(request.repository())) {
      if (!repository.digestWithoutOurs().hex().equals(metadata)) {
        return;
      }
    }
    Files.createDirectories(note.getParent());
    String text = state() + " " + until.map(Instant::toString).orElse(NEVER) + "\n";
    new Destination.InFile(note).put(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String state() throws IOException {
    MessageDigest digest = FolderState.newDigest();
    FolderState.update(digest, identity.text());
    packages.digest(digest);
    FolderState rest = new FolderState();
    for (Path file : identity.files()) {
      rest.add(file);
    }
    try (var files = Files.list(request.repository().resolve("repodata"))) {
      for (Path file : files.toList()) {
        rest.add(file);
      }
    }
    rest.digest(digest);
    return HexFormat.of().formatHex(digest.digest());
  }
}
