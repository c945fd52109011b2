package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.repodata.StagedFile.Recorded;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a repository's {@code repodata} to what a {@link RepodataChange} wants.
 *
 * <p>All new files are first written whole, under names that nobody reads, and brought to disk.
 * Then, each by one rename: the recorded files, {@code repomd.xml.asc}, {@code repomd.xml}. Last,
 * old files are deleted. So a run that is killed leaves the old {@code repomd.xml} or the new one,
 * with all that it lists, and the next run finishes or clears away what was left. Where nothing is
 * to change, nothing is written.
 *
 * <p>Two files cannot be replaced at once. The signature goes first, so that a new {@code
 * repomd.xml} never stands beside an old signature: who reads {@code repomd.xml} and then {@code
 * repomd.xml.asc}, as dnf does, is fooled only if it read the one before and the other after the
 * swap. Between the two renames the old {@code repomd.xml} stands beside the new signature; clients
 * refuse it, and ask again. If a run is killed right there that stays so until the next run, which
 * notices, and signs anew.
 *
 * <p>{@code createrepo_c --update} makes {@code repomd.xml} anew: it keeps the records since 0.18,
 * though the packages are others now; before, or with {@code --discard-additional-metadata}, it
 * drops them with their files. It leaves the signature, which is stale then. So an update belongs
 * after each run of it. {@code modifyrepo_c} keeps records of other types.
 */
public final class RepodataUpdate {
  /** How long a run waits for another one that changes the same repository. */
  public static final Duration PATIENCE = Duration.ofMinutes(10);

  private final RepodataState state;
  private final RepodataChange change;
  private final FileSteps steps;

  /** Staged files, and the names under which they are to be read. */
  private final Map<Path, Path> places = new LinkedHashMap<>();

  /** Whether what clients read has changed, and may have in part. */
  private boolean swapping;

  private RepodataUpdate(RepodataState state, RepodataChange change, FileSteps steps) {
    this.state = state;
    this.change = change;
    this.steps = steps;
  }

  /**
   * Updates a repository, alone: it waits for other runs, for {@link #PATIENCE} at most.
   *
   * @param repository the folder above {@code repodata}
   * @throws AllowlistException if the repository does not take it, is not as it should be, or has a
   *     signature that must not become stale; the message says if anything was changed
   * @throws InputException if {@code repomd.xml} cannot be read
   * @throws IOException if a file's content cannot be read
   */
  public static UpdateResult run(Path repository, RepodataChange change)
      throws IOException, AllowlistException {
    return run(repository, change, new DiskSteps(), PATIENCE);
  }

  @SuppressWarnings("try") // the lock is held, not used
  static UpdateResult run(
      Path repository, RepodataChange change, FileSteps steps, Duration patience)
      throws IOException, AllowlistException {
    Path root = repository.toRealPath();
    try (RepositoryLock lock = RepositoryLock.acquire(root, patience, LockWait.UNHEARD)) {
      return underLock(RepodataState.read(root), change, steps);
    } catch (WriteFailedException e) {
      throw nothingChanged(e);
    }
  }

  /** For whom has the lock, and read the state after taking it. */
  static UpdateResult underLock(RepodataState state, RepodataChange change, FileSteps steps)
      throws IOException, AllowlistException {
    try {
      return new RepodataUpdate(state, change, steps).run();
    } catch (WriteFailedException e) {
      throw nothingChanged(e);
    }
  }

  static AllowlistException nothingChanged(WriteFailedException e) {
    return failed(e, "Nothing was changed. Make room for it, or get permission, and run again.");
  }

  private static AllowlistException failed(WriteFailedException e, String remedy) {
    return new AllowlistException(ExitCode.IO, String.valueOf(e.getMessage()), remedy, e);
  }

  private UpdateResult run() throws IOException, AllowlistException {
    try {
      return update();
    } catch (WriteFailedException e) {
      discard(e);
      if (swapping) {
        throw failed(e, "The repository may be changed in part: run again when it can be written.");
      }
      throw e;
    } catch (IOException | AllowlistException | RuntimeException e) {
      discard(e);
      throw e;
    }
  }

  private UpdateResult update() throws IOException, AllowlistException {
    SignatureUpdate signature = new SignatureUpdate(state, change.signature(), steps);
    List<StagedFile> files = new ArrayList<>();
    List<Recorded> recorded = new ArrayList<>();
    for (RepodataFile file : change.files()) {
      StagedFile staged = StagedFile.of(file);
      files.add(staged);
      recorded.add(staged.recorded(state));
    }
    // Before a long list is compressed.
    signature.ensureAllowed(recorded.contains(Recorded.OTHER));
    clear(false);
    List<MetadataRecord> records = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      records.add(stage(files.get(i), recorded.get(i)));
    }
    byte[] repomd = RepomdEdit.apply(state.source(), state.repomd(), records, change.removed());
    boolean changed = !Arrays.equals(repomd, state.repomd());
    signature.ensureAllowed(changed);
    signature.stage(repomd, changed);
    Path staged = signature.isRenewed() ? state.stagedSignedRepomd() : state.stagedRepomd();
    if (changed) {
      steps.write(staged, state.repomdFile(), out -> out.write(repomd));
    }
    if (changed || signature.isChanged() || !places.isEmpty()) {
      state.ensureUnchanged();
      swap(signature, changed, staged);
    }
    clear(true);
    return new UpdateResult(changed, signature.isChanged(), records, deleteOld(repomd));
  }

  private MetadataRecord stage(StagedFile file, Recorded recorded) throws IOException {
    if (recorded == Recorded.CURRENT) {
      return file.record(state).orElseThrow();
    }
    MetadataRecord record = file.write(state, steps);
    places.put(state.staged(file.file()), state.folder().resolve(file.file().nameOf(record)));
    return record;
  }

  private void swap(SignatureUpdate signature, boolean changed, Path staged) throws IOException {
    for (Map.Entry<Path, Path> place : places.entrySet()) {
      steps.rename(place.getKey(), place.getValue());
    }
    if (!places.isEmpty()) {
      steps.sync(state.folder());
    }
    signature.put();
    swapping = signature.isChanged();
    if (changed) {
      steps.rename(staged, state.repomdFile());
      swapping = true;
    }
    steps.sync(state.folder());
  }

  /**
   * Deletes what killed runs left, and links that somebody put in the way.
   *
   * @param whole also what tells of a signature that may be wrong, which is good by now
   */
  private void clear(boolean whole) throws IOException {
    for (Path file : stagedFiles()) {
      if (whole || !state.isMark(file) || Files.isSymbolicLink(file)) {
        steps.delete(file);
      }
    }
  }

  /** After a failure: deletes what this run staged, unless the next run has to see it. */
  private void discard(Exception failure) {
    if (swapping) {
      return;
    }
    try {
      clear(!state.interrupted());
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /** Nobody else's: the lock is held. */
  private List<Path> stagedFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(state.folder())) {
      for (Path file : all) {
        if (file.getFileName().toString().startsWith(RepodataState.STAGED)) {
          files.add(file);
        }
      }
    }
    files.sort(null);
    return files;
  }

  private List<String> deleteOld(byte[] repomd) throws IOException {
    List<String> deleted = new ArrayList<>();
    for (Path file : new OldFiles(state.folder(), repomd).beyond(change.keep(), change.types())) {
      steps.delete(file);
      deleted.add(file.getFileName().toString());
    }
    if (!deleted.isEmpty()) {
      steps.sync(state.folder());
    }
    return deleted;
  }
}
