package io.github.imaallowlist.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExternalProgramTest {
  /** Longer than any test: who waits for it hangs. */
  private static final String FOREVER = "1000000";

  @TempDir private Path folder;

  @Test
  void argumentsReachTheProgramAsTheyAre() throws Exception {
    ProgramResult result =
        ExternalProgram.of(List.of("printf", "%s\n")).withArguments("$HOME `id`", "*", "'").run();

    assertThat(result.exitCode()).isZero();
    assertThat(result.outputLines()).containsExactly("$HOME `id`", "*", "'");
  }

  @Test
  void standardInputIsEmptyUnlessGiven() throws Exception {
    assertThat(ExternalProgram.of(List.of("cat")).run().output()).isEmpty();
    assertThat(
            ExternalProgram.of(List.of("cat")).run(to -> to.write(new byte[] {'a', 'b'})).output())
        .isEqualTo(new byte[] {'a', 'b'});
  }

  @Test
  void programThatDoesNotReadItsInputIsJudgedByItsExitCode() throws Exception {
    ProgramResult result =
        ExternalProgram.of(List.of("false")).run(to -> to.write(new byte[4 * 1024 * 1024]));

    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void inputThatCannotBeReadEndsTheProgram() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                ExternalProgram.of(List.of("cat"))
                    .run(
                        to -> {
                          throw new IOException("disk on fire");
                        }))
        .withMessage("cat: disk on fire");
  }

  @Test
  void exitCodeFolderAndEnvironmentAreTheProgramsOwn() throws Exception {
    ProgramResult result =
        shell("pwd; echo $COLOUR; echo why >&2; exit 7")
            .in(folder)
            .withEnvironment("COLOUR", "red")
            .run();

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.outputLines()).containsExactly(folder.toRealPath().toString(), "red");
    assertThat(result.errorLines()).containsExactly("why");
  }

  @Test
  void onlyTheEndOfStandardErrorIsKeptAndShownWithoutControlCharacters() throws Exception {
    ProgramResult result =
        shell("head -c 3000000 /dev/zero >&2; printf '\\033[2Jlast\\nline\\n' >&2").run();

    assertThat(result.errorTail()).hasSizeLessThan(400).endsWith("?[2Jlast line");
    assertThat(String.join("\n", result.errorLines()).getBytes(UTF_8)).hasSize(64 * 1024 - 1);
  }

  @Test
  void programThatIsMissingIsAnErrorWithARemedy() {
    for (String missing :
        List.of("no-such-program-here", "/nowhere/gpg", folder.toString(), "a\0b")) {
      assertThat(ExternalProgram.of(List.of(missing)).isInstalled()).isFalse();
      assertThatExceptionOfType(AllowlistException.class)
          .isThrownBy(() -> ExternalProgram.of(List.of(missing)).run())
          .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO))
          .withMessageContaining("no such program");
    }
  }

  @Test
  void programsAreFoundTheWayExecvpDoes() throws IOException {
    Path program = Files.createFile(folder.resolve("tool"));

    assertThat(ExternalProgram.find("tool", ":" + folder)).isEmpty();
    assertThat(program.toFile().setExecutable(true)).isTrue();
    assertThat(ExternalProgram.find("tool", "/nowhere:" + folder)).contains(program);
    assertThat(ExternalProgram.find(program.toString(), "")).contains(program);
  }

  @Test
  void outputUpToTheLimitIsKept() throws Exception {
    assertThat(shell("head -c 1000 /dev/zero").withOutputLimit(1000).run().output()).hasSize(1000);
  }

  @Test
  void endlessOutputEndsTheProgram() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> ExternalProgram.of(List.of("yes")).withOutputLimit(1000).run())
        .withMessage("yes: wrote more than 1000 bytes and was killed");
  }

  @Test
  void outputIsReadWhileTheProgramRuns() throws Exception {
    List<String> lines = new ArrayList<>();

    ProgramResult result =
        shell("echo first; cat fifo; exit 3").in(fifo()).stream(
            output -> {
              BufferedReader reader = new BufferedReader(new InputStreamReader(output, UTF_8));
              lines.add(reader.readLine());
              Files.writeString(folder.resolve("fifo"), "second\n");
              lines.add(reader.readLine());
            });

    assertThat(lines).containsExactly("first", "second");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.output()).isEmpty();
  }

  @Test
  void outputThatIsNotWantedIsDropped() throws Exception {
    ProgramResult result =
        shell("head -c 1000000 /dev/zero; echo well >&2").stream(
            output -> assertThat(output.read()).isZero());

    assertThat(result.exitCode()).isZero();
    assertThat(result.errorTail()).isEqualTo("well");
  }

  @Test
  void wrongOutputEndsTheProgram() throws Exception {
    Path pid = folder.resolve("pid");

    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(
            () ->
                shell("echo $$ >pid; echo nonsense; sleep " + FOREVER).in(folder).stream(
                    output -> {
                      throw new MalformedInputException("sh", output.read(), "nonsense");
                    }))
        .withMessage("sh: at byte 110: nonsense");
    assertEnds(Long.parseLong(Files.readString(pid).strip()));
  }

  @Test
  void readerThatFailsOtherwiseIsAnErrorThatNamesTheProgram() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                ExternalProgram.of(List.of("yes")).stream(
                    output -> {
                      throw new StackOverflowError("too deep");
                    }))
        .withMessage("yes: too deep");
  }

  @Test
  void endlessOutputEndsTheProgramWhoeverReadsIt() {
    List<ProgramOutput> readers =
        List.of(
            output -> {},
            output -> output.transferTo(OutputStream.nullOutputStream()),
            output -> output.skip(Long.MAX_VALUE),
            output -> {
              int read = output.read();
              while (read >= 0) {
                read = output.read();
              }
            });
    for (ProgramOutput reader : readers) {
      assertThatExceptionOfType(AllowlistException.class)
          .isThrownBy(() -> ExternalProgram.of(List.of("yes")).withOutputLimit(1000).stream(reader))
          .withMessage("yes: wrote more than 1000 bytes and was killed");
    }
  }

  @Test
  void outputUpToTheLimitIsRead() throws Exception {
    AtomicLong read = new AtomicLong();

    shell("head -c 1000 /dev/zero").withOutputLimit(1000).stream(
        output -> read.set(output.transferTo(OutputStream.nullOutputStream())));

    assertThat(read).hasValue(1000);
  }

  @Test
  void programThatHangsIsKilledWithAllThatItStarted() throws Exception {
    Path pids = folder.resolve("pids");
    String script =
        "sleep %1$s & echo $! >>pids; (sleep %1$s & echo $! >>pids; sleep %1$s) & echo $! >>pids; wait"
            .formatted(FOREVER);

    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> shell(script).in(folder).within(Duration.ofSeconds(1)).run())
        .withMessage("sh: did not end within 1 seconds and was killed")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.IO));
    for (String pid : Files.readAllLines(pids)) {
      assertEnds(Long.parseLong(pid));
    }
  }

  /** Java closes the output of a process that ends before anybody reads it: so the shell waits. */
  @Test
  void childThatKeepsTheOutputOpenIsWaitedFor() throws Exception {
    ProgramResult result =
        shell("(while kill -0 $$; do sleep 0.01; done; echo late) 2>/dev/null & read line <fifo")
            .in(fifo())
            .run(
                to -> {
                  awaitReader();
                  Files.writeString(folder.resolve("fifo"), "go\n");
                });

    assertThat(result.outputLines()).containsExactly("late");
  }

  private static void awaitReader() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    // The frames are the JDK's own, and may be named otherwise in another one.
    while (Thread.getAllStackTraces().values().stream().noneMatch(stack -> isReading(stack))) {
      if (System.nanoTime() - deadline >= 0) {
        throw new AssertionError("no thread reads the program's output, as far as can be seen");
      }
      Thread.onSpinWait();
    }
  }

  private static boolean isReading(StackTraceElement[] stack) {
    Set<String> methods = new HashSet<>();
    for (StackTraceElement call : stack) {
      String name = call.getClassName();
      methods.add(name.substring(name.lastIndexOf('.') + 1) + "." + call.getMethodName());
    }
    return methods.containsAll(Set.of("BoundedCapture.whole", "FileInputStream.readBytes"));
  }

  @Test
  void interruptedThreadKillsTheProgramAndStaysInterrupted() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Path pid = folder.resolve("fifo");
    fifo();
    Thread runner =
        new Thread(
            () -> {
              try {
                shell("echo $$ >fifo; sleep " + FOREVER).in(folder).run();
              } catch (InterruptedIOException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
              } catch (IOException | AllowlistException e) {
                interrupted.completeExceptionally(e);
              }
            });
    runner.start();
    long process = Long.parseLong(Files.readString(pid).strip());

    runner.interrupt();

    assertThat(interrupted.get(1, TimeUnit.MINUTES)).isTrue();
    assertEnds(process);
  }

  private Path fifo() throws IOException, AllowlistException {
    assertThat(ExternalProgram.of(List.of("mkfifo", "fifo")).in(folder).run().exitCode()).isZero();
    return folder;
  }

  private static ExternalProgram shell(String script) {
    return ExternalProgram.of(List.of("sh", "-c", script));
  }

  private static void assertEnds(long pid) throws Exception {
    Optional<ProcessHandle> left = ProcessHandle.of(pid);
    if (left.isPresent()) {
      left.get().onExit().get(1, TimeUnit.MINUTES);
    }
  }
}
