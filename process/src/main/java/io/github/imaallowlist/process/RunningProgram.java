package io.github.imaallowlist.process;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.InputException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A started program until its end.
 *
 * <p>It has ended when the process has and nobody holds its output open any more: what a child that
 * outlives it would still write belongs to the output too.
 */
final class RunningProgram {
  private static final int ERRORS_KEPT = 64 * 1024;
  private static final int SECONDS_TO_DIE = 5;

  private final ExternalProgram program;
  private final Process process;
  private final Optional<ProgramInput> input;
  private final AtomicBoolean wroteTooMuch = new AtomicBoolean();

  RunningProgram(ExternalProgram program, Process process, Optional<ProgramInput> input) {
    this.program = program;
    this.process = process;
    this.input = input;
  }

  /** Keeps its output. */
  ProgramResult await() throws IOException, AllowlistException {
    return await(
        inBackground(
            () ->
                BoundedCapture.whole(
                    process.getInputStream(), program.outputLimit(), this::killForItsOutput)));
  }

  /** Has its output read. */
  ProgramResult await(ProgramOutput reader) throws IOException, AllowlistException {
    return await(inBackground(() -> read(reader)));
  }

  /** Without what was read. */
  private byte[] read(ProgramOutput reader) throws IOException {
    try {
      BoundedOutput output =
          new BoundedOutput(
              process.getInputStream(), program.outputLimit(), this::killForItsOutput);
      reader.readFrom(output);
      output.drop();
      return new byte[0];
    } catch (Throwable e) {
      kill();
      throw e;
    }
  }

  private ProgramResult await(CompletableFuture<byte[]> output)
      throws IOException, AllowlistException {
    CompletableFuture<byte[]> errors =
        inBackground(() -> BoundedCapture.tail(process.getErrorStream(), ERRORS_KEPT));
    CompletableFuture<Boolean> fed = inBackground(() -> input.isEmpty() || feed(input.get()));
    try {
      ended(output, errors, fed).get(program.timeLimit().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      kill();
      throw failed(
          "did not end within " + program.timeLimit().toSeconds() + " seconds and was killed");
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(program.name() + ": interrupted, and killed");
    } catch (ExecutionException e) {
      kill();
      requireNotTooMuch();
      throw streamFailed(Optional.ofNullable(e.getCause()).orElse(e));
    }
    requireNotTooMuch();
    return new ProgramResult(process.exitValue(), output.join(), errors.join());
  }

  /**
   * Completed when all has ended, or a stream has failed: a child that was started while the
   * program was killed may keep the other streams open.
   */
  private CompletableFuture<Void> ended(CompletableFuture<?>... streams) {
    CompletableFuture<Void> ended =
        CompletableFuture.allOf(CompletableFuture.allOf(streams), process.onExit());
    for (CompletableFuture<?> stream : streams) {
      var unused =
          stream.whenComplete(
              (value, failure) -> {
                if (failure != null) {
                  ended.completeExceptionally(failure);
                }
              });
    }
    return ended;
  }

  private void requireNotTooMuch() throws AllowlistException {
    if (wroteTooMuch.get()) {
      throw failed("wrote more than %d bytes and was killed".formatted(program.outputLimit()));
    }
  }

  /** What is wrong with the output says so itself; what is wrong with a stream may not. */
  private IOException streamFailed(Throwable cause) {
    return cause instanceof InputException wrongOutput
        ? wrongOutput
        : new IOException(program.name() + ": " + cause.getMessage(), cause);
  }

  private AllowlistException failed(String what) {
    return new AllowlistException(
        ExitCode.IO,
        program.name() + ": " + what,
        "Run `" + String.join(" ", program.command()) + "` by hand to see what it does.");
  }

  private void killForItsOutput() {
    wroteTooMuch.set(true);
    kill();
  }

  /**
   * @return that the input could be read; whether the program wanted it, its exit code says
   */
  private boolean feed(ProgramInput input) throws IOException {
    ProgramPipe stream = new ProgramPipe(process.getOutputStream());
    try (stream) {
      input.writeTo(stream);
    } catch (IOException e) {
      if (!stream.isBroken()) {
        kill();
        throw e;
      }
    }
    return true;
  }

  /**
   * Ends the process and all that it started and that still are its descendants. One that was
   * started meanwhile is found in the next round; one that has left the tree is not found.
   */
  private void kill() {
    Set<ProcessHandle> killed = new HashSet<>();
    List<ProcessHandle> alive = treeOf(Set.of(process.toHandle()));
    while (!alive.isEmpty()) {
      killed.addAll(alive);
      alive.forEach(ProcessHandle::destroyForcibly);
      alive = treeOf(killed).stream().filter(handle -> !killed.contains(handle)).toList();
    }
    try {
      process.waitFor(SECONDS_TO_DIE, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<ProcessHandle> treeOf(Set<ProcessHandle> roots) {
    return roots.stream()
        .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
        .distinct()
        .collect(Collectors.toList());
  }

  /** In a thread of its own that does not keep this process alive: a read cannot be interrupted. */
  private <T> CompletableFuture<T> inBackground(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.call());
              } catch (Throwable e) {
                // An error too: who waits for this stream must not wait for the time limit.
                result.completeExceptionally(e);
              }
            },
            "stream of " + program.name());
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  /** Tells a program that stopped reading from an input that cannot be read. */
  private static final class ProgramPipe extends OutputStream {
    private final OutputStream stream;
    private boolean broken;

    ProgramPipe(OutputStream stream) {
      this.stream = stream;
    }

    boolean isBroken() {
      return broken;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        stream.write(bytes, offset, length);
      } catch (IOException e) {
        broken = true;
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      try {
        stream.close();
      } catch (IOException e) {
        broken = true;
      }
    }
  }
}
