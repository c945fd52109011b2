package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two runs from changing one repository at once, of this process or of others, also of other
 * machines where the file system has locks (NFS does).
 *
 * <p>The lock is on a file of the repository's folder, which stays: to delete it would let a third
 * run lock another file of that name. It is not in {@code repodata}, which createrepo_c replaces as
 * a whole, with copies of files that it does not know. It is not createrepo_c's own lock, the
 * folder {@code .repodata}, either: that stays when its holder is killed, and then stops every run
 * after it.
 *
 * <p>The folder is served to clients, so the file says no more than its holder's process number,
 * and that only while it is held; and who may not write to the folder cannot read it.
 */
final class RepositoryLock implements Closeable {
  static final String FILE = ".ima-allowlist.lock";

  private static final String UNKNOWN = "another process";
  private static final String OTHER_THREAD = "another thread of this process";
  private static final int MAX_HOLDER = 200;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Set<PosixFilePermission> EXECUTE =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  /** Locks on files are the process's, not the thread's. One entry a repository. */
  private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock ofThisProcess;
  private final FileChannel channel;

  private RepositoryLock(ReentrantLock ofThisProcess, FileChannel channel) {
    this.ofThisProcess = ofThisProcess;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param repository its real path
   * @param wait is told while somebody else has it
   * @throws AllowlistException if somebody else has it for longer than {@code patience}
   * @throws WriteFailedException if the folder does not take the file
   */
  static RepositoryLock acquire(Path repository, Duration patience, LockWait wait)
      throws AllowlistException, IOException {
    Waiting waiting = new Waiting(repository, patience, wait, System.nanoTime());
    ReentrantLock ofThisProcess =
        OF_THIS_PROCESS.computeIfAbsent(repository, path -> new ReentrantLock());
    boolean locked = false;
    try {
      locked = ofThisProcess.tryLock();
      while (!locked) {
        waiting.goOn(OTHER_THREAD);
        locked = ofThisProcess.tryLock(POLL.toNanos(), TimeUnit.NANOSECONDS);
      }
      if (ofThisProcess.getHoldCount() > 1) {
        throw waiting.busy(OTHER_THREAD);
      }
      FileChannel channel = lock(repository, waiting);
      locked = false;
      sign(channel);
      return new RepositoryLock(ofThisProcess, channel);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + repository.resolve(FILE), e);
    } finally {
      if (locked) {
        ofThisProcess.unlock();
      }
    }
  }

  private static FileChannel lock(Path repository, Waiting waiting)
      throws AllowlistException, IOException, InterruptedException {
    Path file = repository.resolve(FILE);
    FileChannel channel = open(repository, file);
    boolean locked = false;
    try {
      locked = tryLock(file, channel);
      while (!locked) {
        waiting.goOn(holder(channel));
        Thread.sleep(POLL.toMillis());
        locked = tryLock(file, channel);
      }
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(Path file, FileChannel channel) throws WriteFailedException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (IOException e) {
      throw new WriteFailedException(file, e);
    }
  }

  /** Whoever may write to the folder may take the lock. */
  private static FileChannel open(Path repository, Path file) throws WriteFailedException {
    try {
      boolean made = Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      if (made) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(repository);
        permissions.removeAll(EXECUTE);
        if (!permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
          permissions.remove(PosixFilePermission.OTHERS_READ);
        }
        Files.setPosixFilePermissions(file, permissions);
      }
      return channel;
    } catch (IOException e) {
      throw new WriteFailedException(file, e);
    }
  }

  /** Leaves word of who has the lock; where the disk is full, none. */
  private static void sign(FileChannel channel) {
    String holder = "process " + ProcessHandle.current().pid() + System.lineSeparator();
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      return;
    }
  }

  private static void unsign(FileChannel channel) {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      // The number of a process that has ended; what was done is done all the same.
      return;
    }
  }

  private static String holder(FileChannel channel) {
    ByteBuffer text = ByteBuffer.allocate(MAX_HOLDER);
    try {
      channel.read(text, 0);
    } catch (IOException e) {
      return UNKNOWN;
    }
    String holder =
        new String(text.array(), 0, text.position(), StandardCharsets.UTF_8)
            .strip()
            .replaceAll("[^ -~]", "?");
    return holder.isEmpty() ? UNKNOWN : holder;
  }

  /**
   * A run that stands still.
   *
   * @param since by {@link System#nanoTime}
   */
  private record Waiting(Path repository, Duration patience, LockWait listener, long since) {
    void goOn(String holder) throws AllowlistException {
      Duration waited = Duration.ofNanos(System.nanoTime() - since);
      if (waited.compareTo(patience) >= 0) {
        throw busy(holder);
      }
      listener.waiting(repository, holder, waited, patience);
    }

    AllowlistException busy(String holder) {
      return new AllowlistException(
          ExitCode.IO,
          "%s: another run has been changing this repository for more than %d seconds: %s"
              .formatted(repository, patience.toSeconds(), holder),
          "Wait until it has ended, or end it: its lock goes with it.");
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      unsign(channel);
    } finally {
      ofThisProcess.unlock();
    }
  }
}
