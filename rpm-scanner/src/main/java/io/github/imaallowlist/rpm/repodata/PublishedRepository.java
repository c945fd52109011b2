package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.metadata.RepomdChild;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A repository as it was when it was opened. While it is locked no other run of this program
 * changes it; what others change is noticed before anything is replaced.
 */
public final class PublishedRepository implements Closeable {
  private static final Pattern TIME = Pattern.compile("(<(?:revision|timestamp)>)[0-9]+(?=</)");

  private final RepodataState state;
  private final Optional<RepositoryLock> lock;
  private final FileSteps steps = new DiskSteps();

  /** Made when they are first asked for: the state does not change. */
  private Optional<Set<String>> types = Optional.empty();

  private Optional<byte[]> withoutOurs = Optional.empty();

  private PublishedRepository(RepodataState state, Optional<RepositoryLock> lock) {
    this.state = state;
    this.lock = lock;
  }

  /**
   * Locks a repository in order to change it; waits for {@link RepodataUpdate#PATIENCE} at most.
   *
   * @param repository the folder above {@code repodata}
   * @param wait is told while another run has the lock
   * @throws AllowlistException if it is none, somebody else has the lock or is at work, or the
   *     folder does not take the lock's file
   * @throws InputException if {@code repomd.xml} cannot be read
   */
  public static PublishedRepository lock(Path repository, LockWait wait)
      throws IOException, AllowlistException {
    return lock(repository, RepodataUpdate.PATIENCE, wait);
  }

  static PublishedRepository lock(Path repository, Duration patience, LockWait wait)
      throws IOException, AllowlistException {
    // Before anything is written into a folder that is none.
    Path root = look(repository).root();
    RepositoryLock lock;
    try {
      lock = RepositoryLock.acquire(root, patience, wait);
    } catch (WriteFailedException e) {
      throw RepodataUpdate.nothingChanged(e);
    }
    try {
      return new PublishedRepository(RepodataState.read(root), Optional.of(lock));
    } catch (IOException | AllowlistException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Opens a repository in order to read it.
   *
   * @param repository the folder above {@code repodata}
   * @throws AllowlistException if it is none, or somebody is at work
   * @throws InputException if {@code repomd.xml} cannot be read
   */
  public static PublishedRepository look(Path repository) throws IOException, AllowlistException {
    Path root;
    try {
      root = repository.toRealPath();
    } catch (FileSystemException e) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s does not exist, or its folder cannot be entered".formatted(repository),
          "Check the path's spelling and who may read it.",
          e);
    }
    return new PublishedRepository(RepodataState.read(root), Optional.empty());
  }

  /** The real path of the folder above {@code repodata}. */
  public Path root() {
    return state.root();
  }

  /** SHA-256 of the whole {@code repomd.xml}. */
  public FileDigest repomdDigest() {
    return RepomdXml.digestOf(state.repomd());
  }

  /**
   * SHA-256 that {@code repomd.xml} has without the records of this program: the same before and
   * after an update.
   */
  public FileDigest digestWithoutOurs() throws IOException {
    return RepomdXml.digestOf(withoutOurs());
  }

  /**
   * The same without what {@code createrepo_c} writes anew each time, though the metadata are the
   * same: the digits of {@code revision} and of each {@code timestamp}. Two repositories with the
   * same digest have the same metadata files, but for the times at which they were made.
   */
  public FileDigest digestWithoutTimes() throws IOException {
    String text = new String(withoutOurs(), StandardCharsets.ISO_8859_1);
    return RepomdXml.digestOf(
        TIME.matcher(text).replaceAll("$1").getBytes(StandardCharsets.ISO_8859_1));
  }

  private byte[] withoutOurs() throws IOException {
    if (withoutOurs.isEmpty()) {
      Set<String> ours = new TreeSet<>(types());
      ours.removeIf(type -> !RecordType.isOurs(type));
      withoutOurs = Optional.of(RepomdEdit.apply(state.source(), state.repomd(), List.of(), ours));
    }
    return withoutOurs.get();
  }

  /** What it says, its records of metadata files above all. */
  public Repomd repomd() throws IOException {
    return RepomdXml.parse(state.source(), state.repomd());
  }

  /** The types of all records. */
  public Set<String> types() throws IOException {
    if (types.isEmpty()) {
      Set<String> all = new TreeSet<>();
      for (RepomdChild child : RepomdXml.children(state.source(), state.repomd())) {
        child.dataType().ifPresent(all::add);
      }
      types = Optional.of(Collections.unmodifiableSet(all));
    }
    return types.get();
  }

  /**
   * Reads a recorded file whole.
   *
   * @throws InputException if it is not there, or not the recorded one
   */
  public void verify(MetadataRecord record) throws IOException {
    RecordCheck.verify(state.source(), state.root(), record);
  }

  /** The latest time that the records of others give, in seconds since 1970. */
  public OptionalLong latestTimestamp() throws IOException {
    OptionalLong latest = OptionalLong.empty();
    for (String type : types()) {
      if (!RecordType.isOurs(type)) {
        OptionalLong time = timestampOf(type);
        if (time.isPresent() && time.getAsLong() > latest.orElse(-1)) {
          latest = time;
        }
      }
    }
    return latest;
  }

  /** Of a record that this program cannot read, none. */
  private OptionalLong timestampOf(String type) throws IOException {
    try {
      Optional<MetadataRecord> record = record(type);
      return record.isPresent() ? record.get().timestamp() : OptionalLong.empty();
    } catch (InputException e) {
      return OptionalLong.empty();
    }
  }

  /** Whether there is a {@code repomd.xml.asc}. */
  public boolean hasSignature() {
    return state.signature().isPresent();
  }

  /** That {@code repomd.xml.asc} is of another {@code repomd.xml}; one line, without a key. */
  public Optional<String> staleSignature() {
    return state.signature().isPresent()
            && !RepomdSigner.isPlausible(state.repomd(), state.signature().get())
        ? Optional.of("repomd.xml.asc is of another repomd.xml: clients refuse the repository")
        : Optional.empty();
  }

  /**
   * The record of a type; empty if there is none.
   *
   * @throws InputException if it cannot be read
   */
  public Optional<MetadataRecord> record(String type) throws IOException {
    return RepomdXml.record(state.source(), state.repomd(), type);
  }

  /**
   * Copies the recorded file's content, decompressed. What was copied counts for nothing before
   * this has returned.
   *
   * @throws InputException if the file is not there, or not the recorded one
   */
  public void copy(MetadataRecord record, OutputStream out) throws IOException {
    Path file = fileOf(record);
    try (MetadataStream stream =
        MetadataStream.open(
            file.toString(),
            () -> Files.newInputStream(file),
            OptionalLong.of(Files.size(file)),
            record)) {
      stream.read(content -> content.transferTo(out));
    }
  }

  private Path fileOf(MetadataRecord record) throws IOException {
    Path file = record.location().path().in(state.root());
    if (record.location().base().isPresent() || !Files.isRegularFile(file)) {
      throw new MalformedInputException(
          state.source(),
          NO_OFFSET,
          "it lists %s, which is not there".formatted(record.location()));
    }
    return file;
  }

  /**
   * Changes the repository, if it is still what it was when it was opened.
   *
   * @throws AllowlistException if it is not, does not take it, or has a signature that must not
   *     become stale; the message says if anything was changed
   * @throws IOException if a file's content cannot be read
   */
  public UpdateResult update(RepodataChange change) throws IOException, AllowlistException {
    if (lock.isEmpty()) {
      throw new IllegalStateException("%s is not locked".formatted(state.root()));
    }
    // The signature may have been made meanwhile, by whom signs afterwards.
    RepodataState now = RepodataState.read(state.root());
    if (!Arrays.equals(now.repomd(), state.repomd())) {
      throw state.changed();
    }
    return RepodataUpdate.underLock(now, change, steps);
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
