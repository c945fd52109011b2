package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.repodata.PublishedRepository;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.generate.ListLife;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * A note in the cache of what the last run of the same request left. While nothing of that changed,
 * another run would find nothing to do, and need not read metadata, cache and list to see it.
 *
 * <p>Beside the note is the list. While only {@code repomd.xml} changed, and in it only the times
 * at which metadata were made, as {@code createrepo_c} leaves them where no package changed,
 * another run would make the same list of another state of the repository: {@link
 * io.github.imaallowlist.format.SourceState}.
 *
 * <p>The note is made of the packages as they were before they were read, and of the metadata that
 * was read: what somebody changes meanwhile makes the next run a whole one.
 */
final class LastRun {
  private static final int MAX_BYTES = 256;
  private static final String NEVER = "never";

  /** A longer list is not kept: it takes room, is held in memory, and takes long to sign anyway. */
  private static final int MAX_LIST_BYTES = 64 << 20;

  /** Without and with a list: the state, its life; the state of the packages, the list's sum. */
  private static final int WORDS = 3;

  private static final int WORDS_WITH_LIST = 5;

  private final PublishRequest request;
  private final RunIdentity identity;
  private final ScanCache cache;
  private final Path note;
  private final FolderState packages = new FolderState();
  private List<String> words = List.of();

  /** The sum of the list that was kept in this run. */
  private Optional<String> kept = Optional.empty();

  private LastRun(PublishRequest request, RunIdentity identity, ScanCache cache, Path note) {
    this.request = request;
    this.identity = identity;
    this.cache = cache;
    this.note = note;
  }

  /**
   * @param cache of which it is known that nobody else writes to it
   * @return empty where no such note can be made
   */
  static Optional<LastRun> of(PublishRequest request, Optional<ScanCache> cache)
      throws IOException {
    Optional<RunIdentity> identity = RunIdentity.of(request);
    if (cache.isEmpty() || identity.isEmpty()) {
      return Optional.empty();
    }
    MessageDigest name = FolderState.newDigest();
    FolderState.update(name, request.repository().toRealPath().toString());
    Path note =
        cache.get().folder().resolve("published").resolve(HexFormat.of().formatHex(name.digest()));
    LastRun last = new LastRun(request, identity.get(), cache.get(), note);
    last.packages.addPackages(request.repository());
    last.readNote();
    return Optional.of(last);
  }

  private void readNote() throws IOException {
    try {
      String text = new String(cache.readOther(note, MAX_BYTES), StandardCharsets.UTF_8).strip();
      words = List.of(text.split(" ", -1));
    } catch (FileSystemException | InputException e) {
      words = List.of();
    }
  }

  /** Whether there is nothing to do. */
  boolean isUpToDate() throws IOException {
    return counts() && words.get(0).equals(state());
  }

  private boolean counts() {
    if (words.size() != WORDS && words.size() != WORDS_WITH_LIST) {
      return false;
    }
    try {
      return life().lasts(request.list().list().updates().now(), request.list().trust().now());
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /**
   * The list of the last run, if a run would make the same but for the state of the repository.
   *
   * @param repository locked
   */
  Optional<byte[]> sameList(PublishedRepository repository) throws IOException {
    if (!keepsList()
        || !counts()
        || words.size() != WORDS_WITH_LIST
        || !words.get(3).equals(stateOfPackages(repository))) {
      return Optional.empty();
    }
    try {
      byte[] list = cache.readOther(listFile(), MAX_LIST_BYTES);
      Sum sum = new Sum();
      sum.update(list, list.length);
      return words.get(4).equals(sum.text()) ? Optional.of(list) : Optional.empty();
    } catch (FileSystemException | InputException e) {
      return Optional.empty();
    }
  }

  /** That of the last run's list, which counts now. */
  ListLife life() {
    return new ListLife(end(words.get(1)), end(words.get(2)));
  }

  private static Optional<Instant> end(String word) {
    return word.equals(NEVER) ? Optional.empty() : Optional.of(Instant.parse(word));
  }

  /**
   * Whether a list depends on nothing but the packages, the state of the repository, and times that
   * the note knows: not on the time of the run, as its validity does, nor on what {@code
   * createrepo_c} makes stale or drops, as it does with the signature of {@code repomd.xml} and
   * with records.
   */
  private boolean keepsList() {
    ListRequest list = request.list().list();
    TrustRequest trust = request.list().trust();
    return list.validity().isEmpty()
        && (trust.keyrings().isEmpty() || !trust.requirement().needsMetadata())
        && (list.updates().keepRemoved().isEmpty() || request.previous().isPresent());
  }

  /**
   * Keeps the list of this run, as far as the cache takes it; to be called under the repository's
   * lock. It counts for nothing before {@link #put}.
   */
  void keep(SpoolFile list) throws IOException {
    if (!keepsList() || list.length() > MAX_LIST_BYTES) {
      return;
    }
    Path unfinished = note.resolveSibling(note.getFileName() + ".tmp");
    Sum sum = new Sum();
    try {
      Files.createDirectories(note.getParent());
      try (InputStream in = list.open();
          OutputStream out =
              Files.newOutputStream(
                  unfinished,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS)) {
        byte[] block = new byte[1 << 16];
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
          sum.update(block, n);
          out.write(block, 0, n);
        }
      }
      Files.move(unfinished, listFile(), StandardCopyOption.ATOMIC_MOVE);
      kept = Optional.of(sum.text());
    } catch (IOException e) {
      // The list is published all the same; the next run takes longer.
      Files.deleteIfExists(unfinished);
    }
  }

  private Path listFile() {
    return note.resolveSibling(note.getFileName() + ".json");
  }

  /**
   * Makes the note.
   *
   * @param metadata the digest of the metadata that the list was made of, without its own records
   * @param life of the list while nothing changes
   */
  void put(String metadata, ListLife life) throws IOException, AllowlistException {
    List<String> text = new ArrayList<>();
    try (PublishedRepository repository = PublishedRepository.look(request.repository())) {
      if (!repository.digestWithoutOurs().hex().equals(metadata)) {
        return;
      }
      text.add(state());
      text.add(life.time().map(Instant::toString).orElse(NEVER));
      text.add(life.clock().map(Instant::toString).orElse(NEVER));
      if (kept.isPresent()) {
        text.add(stateOfPackages(repository));
        text.add(kept.get());
      }
    }
    Files.createDirectories(note.getParent());
    byte[] bytes = (String.join(" ", text) + "\n").getBytes(StandardCharsets.UTF_8);
    new Destination.InFile(note).put(out -> out.write(bytes));
  }

  /** All that the last run found and left. */
  private String state() throws IOException {
    MessageDigest digest = newDigest();
    FolderState rest = filesOfRequest();
    try (var files = Files.list(request.repository().resolve("repodata"))) {
      for (Path file : files.toList()) {
        rest.add(file);
      }
    }
    rest.digest(digest);
    return hex(digest);
  }

  /** The same, of the metadata only what they say of the packages. */
  private String stateOfPackages(PublishedRepository repository) throws IOException {
    MessageDigest digest = newDigest();
    filesOfRequest().digest(digest);
    FolderState.update(digest, repository.digestWithoutTimes().hex());
    return hex(digest);
  }

  private MessageDigest newDigest() {
    MessageDigest digest = FolderState.newDigest();
    FolderState.update(digest, identity.text());
    packages.digest(digest);
    return digest;
  }

  private FolderState filesOfRequest() throws IOException {
    FolderState files = new FolderState();
    for (Path file : identity.files()) {
      files.add(file);
    }
    return files;
  }

  /**
   * Tells a list that was damaged, as entries of the cache have it. The list is written without
   * waiting for the disk: after a crash it may be cut short, or of another run than the note.
   */
  private static final class Sum {
    private final CRC32 crc32 = new CRC32();
    private final CRC32C crc32c = new CRC32C();

    void update(byte[] bytes, int length) {
      crc32.update(bytes, 0, length);
      crc32c.update(bytes, 0, length);
    }

    String text() {
      return crc32.getValue() + "-" + crc32c.getValue();
    }
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
