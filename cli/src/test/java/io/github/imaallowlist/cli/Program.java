package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The program as a process of its own. */
final class Program {
  private Program() {}

  static List<String> command(Object... args) {
    return withOptions(List.of(), args);
  }

  /**
   * @param options of the virtual machine
   */
  static List<String> withOptions(List<String> options, Object... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(CacheUse.unlessSaid(args));
    return command;
  }

  static Tools.Invocation run(Object... args) {
    return Tools.command(command(args).toArray());
  }

  /** A shell's line, in which {@code "$@"} is the program with its arguments. */
  static Tools.Invocation inShell(String line, Object... args) {
    List<Object> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    command.addAll(command(args));
    return Tools.command(command.toArray());
  }

  /** Writes a script that is the program, for those who start it by a path. */
  static Path inScript(Path script) throws IOException {
    String command =
        command().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
