package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that finds another one at work. */
@RequiresTool({"createrepo_c", "gpg"})
class PublishWaitTest {
  @TempDir private Path work;

  @Test
  @Timeout(600)
  @SuppressWarnings("try") // the lock is held, not used
  void whoIsWaitedForIsSaid() throws Exception {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish().succeeded();
    Process waiting;
    String said;
    try (FileChannel other =
            FileChannel.open(
                publisher.repository().resolve(".ima-allowlist.lock"), StandardOpenOption.WRITE);
        AutoCloseable lock = other.lock()) {
      other.write(ByteBuffer.wrap("process 4711\n".getBytes(StandardCharsets.UTF_8)));
      waiting = start(publisher);
      said = String.valueOf(lines(waiting).readLine());
    }
    assertThat(said)
        .isEqualTo(
            "Waiting for process 4711, which publishes %s; for 10 minutes at most"
                .formatted(publisher.repository().toRealPath()));
    assertThat(waiting.waitFor()).isZero();
    publisher.check("--hash", "sha512").succeeded();
  }

  @Test
  @Timeout(600)
  @SuppressWarnings("try") // the lock is held, not used
  void interruptedRunSaysThatNothingIsHalfDone() throws Exception {
    Publisher publisher = Publisher.create(work, work.resolve("repository"));
    publisher.publish().succeeded();
    Map<String, String> state = publisher.state();
    try (FileChannel other =
            FileChannel.open(
                publisher.repository().resolve(".ima-allowlist.lock"), StandardOpenOption.WRITE);
        AutoCloseable lock = other.lock()) {
      Process waiting = start(publisher);
      BufferedReader said = lines(waiting);
      assertThat(said.readLine()).startsWith("Waiting for another process");
      Tools.run("kill", "-INT", waiting.pid()).succeeded();
      assertThat(said.readLine()).startsWith("ima-allowlist: interrupted before it was done");
      assertThat(said.readLine()).isNull();
      assertThat(waiting.waitFor()).isEqualTo(130);
    }
    assertThat(publisher.state()).isEqualTo(state);
  }

  private static Process start(Publisher publisher) throws IOException {
    // What runs the tests in the background has the interrupt ignored, and with it all that it
    // starts.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(Program.command(publisher.arguments("--hash", "sha512")));
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }
}
