package io.github.imaallowlist.maven.state;

import io.github.imaallowlist.toolkit.ToolVersion;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A note beside the output of what it was made of. While parameters, inputs and output are what the
 * note says, another run would make the same.
 *
 * <p>It is made of the inputs as they were before they were read: what changes meanwhile makes the
 * next run a whole one.
 */
public final class LastRun {
  private static final int MAX_BYTES = 256;
  private static final String NEVER = "never";
  private static final String FOLDER = ".ima-allowlist";

  private final Path note;
  private final String inputs;
  private final List<Path> outputs;

  private LastRun(Path note, String inputs, List<Path> outputs) {
    this.note = note;
    this.inputs = inputs;
    this.outputs = List.copyOf(outputs);
  }

  /**
   * Looks at the inputs.
   *
   * @param goal its name
   * @param parameters all of them, and what else counts, by name
   * @param inputs files and folders
   * @param outputs at least one; the note is beside the first
   */
  public static LastRun of(
      String goal, SortedMap<String, String> parameters, List<Path> inputs, List<Path> outputs)
      throws IOException {
    MessageDigest digest = InputState.newDigest();
    InputState.update(digest, ToolVersion.NAME + " " + ToolVersion.VERSION + " " + goal);
    parameters.forEach((name, value) -> InputState.update(digest, name + "\0" + value));
    InputState state = new InputState();
    for (Path input : inputs) {
      state.add(input);
    }
    state.digest(digest);
    Path first = outputs.get(0).toAbsolutePath();
    Path note = first.resolveSibling(FOLDER).resolve(goal + "-" + first.getFileName());
    return new LastRun(note, HexFormat.of().formatHex(digest.digest()), outputs);
  }

  /** Whether the output is there, as the last run left it, and would be made the same again. */
  public boolean isUpToDate(Instant now) throws IOException {
    try (InputStream in = Files.newInputStream(note)) {
      String[] words =
          new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).strip().split(" ", -1);
      return words.length == 3
          && words[0].equals(inputs)
          && words[1].equals(outputState())
          && (words[2].equals(NEVER) || now.isBefore(Instant.parse(words[2])));
    } catch (NoSuchFileException | DateTimeException e) {
      return false;
    }
  }

  /**
   * Makes the note, once the output is there.
   *
   * @param until when it has to be made anew though nothing changed; absent: never
   */
  public void put(Optional<Instant> until) throws IOException {
    Files.createDirectories(note.getParent());
    String text =
        inputs + " " + outputState() + " " + until.map(Instant::toString).orElse(NEVER) + "\n";
    new Destination.InFile(note).put(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Forgets what was, as it is about to change. */
  public void clear() throws IOException {
    Files.deleteIfExists(note);
  }

  private String outputState() throws IOException {
    MessageDigest digest = InputState.newDigest();
    for (Path output : outputs) {
      InputState.update(digest, output + "\0" + InputState.contentOf(output));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
