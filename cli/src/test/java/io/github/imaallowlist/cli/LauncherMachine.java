package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The top-level scripts in a project of their own, on a machine made of stand-ins.
 *
 * <p>Java, Maven and the package managers are scripts that write down how they were called; what is
 * real is the launcher, {@code ./check} and the system's tools. The Maven stand-in "builds" a jar,
 * the package managers "install" Java and Maven by linking the stand-ins onto the path.
 */
abstract class LauncherMachine {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  static final List<String> SYSTEM_TOOLS =
      List.of(
          "sh",
          "cat",
          "cp",
          "mv",
          "rm",
          "mkdir",
          "mktemp",
          "ls",
          "ln",
          "find",
          "sort",
          "xargs",
          "sha256sum",
          "cut",
          "tee",
          "grep",
          "head",
          "id",
          "dirname",
          "readlink",
          "flock",
          "env",
          "chmod",
          "touch");

  @TempDir Path folder;
  Path project;
  Path bin;
  Path calls;

  @BeforeEach
  void makeMachine() throws IOException {
    project = Files.createDirectories(folder.resolve("a project"));
    bin = Files.createDirectories(folder.resolve("bin"));
    calls = Files.createFile(folder.resolve("calls"));
    for (String tool : SYSTEM_TOOLS) {
      script(bin.resolve(tool), "exec " + Tools.find(tool).orElseThrow() + " \"$@\"");
    }
    copy("ima-allowlist");
    copy("check");
    copy("scripts/distribution.sh");
    write("pom.xml", "<project/>");
    write(".mvn/jvm.config", "");
    write("cli/pom.xml", "<project/>");
    write("cli/src/main/java/Main.java", "class Main {}");
    Path jdk = Files.createDirectories(folder.resolve("stand-ins/jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
    script(jdk.resolve("bin/java"), "echo java \"$@\" >>\"$CALLS\"; [ \"$1\" != 9 ] || exit 9");
    script(jdk.resolve("bin/javac"), "exit 1");
    script(
        folder.resolve("stand-ins/mvn"),
        """
        echo "mvn $*" >>"$CALLS"
        echo "[INFO] Building cli 0.1.0 [1/1]"
        [ -z "${MAVEN_FAILS:-}" ] || { echo "[ERROR] no such luck"; exit 1; }
        mkdir -p cli/target/app/lib && echo jar >cli/target/app/lib/cli-0.1.0.jar
        """);
  }

  void haveJavaAndMaven() throws IOException {
    Files.createSymbolicLink(bin.resolve("java"), folder.resolve("stand-ins/jdk/bin/java"));
    Files.createSymbolicLink(bin.resolve("javac"), folder.resolve("stand-ins/jdk/bin/javac"));
    Files.createSymbolicLink(bin.resolve("mvn"), folder.resolve("stand-ins/mvn"));
  }

  /** One that answers queries with this command's output, and installs by linking the stand-ins. */
  void packageManager(String name, String query) throws IOException {
    script(
        bin.resolve(name),
        """
        case " $* " in
          *' install '*)
            echo "%1$s $*" >>"$CALLS"
            ln -s "$STAND_INS/jdk/bin/java" "$STAND_INS/jdk/bin/javac" "$STAND_INS/mvn" "$BIN" ;;
          *' update '*) echo "%1$s $*" >>"$CALLS" ;;
          *) %2$s ;;
        esac
        """
            .formatted(name, query.isEmpty() ? ":" : query));
    // On a machine of another user the scripts go through sudo.
    script(bin.resolve("sudo"), "exec \"$@\"");
  }

  Tools.Outcome launch(String... arguments) {
    return run(Stream.concat(Stream.of(launcher()), Stream.of(arguments)).toArray(String[]::new));
  }

  String launcher() {
    return project.resolve("ima-allowlist").toString();
  }

  Tools.Outcome run(String... command) {
    return run(Map.of(), command);
  }

  Tools.Outcome run(Map<String, String> additional, String... command) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", bin.toString());
    environment.put("BIN", bin.toString());
    environment.put("STAND_INS", folder.resolve("stand-ins").toString());
    environment.put("CALLS", calls.toString());
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", "");
    environment.put("IMA_ALLOWLIST_JAVA_OPTS", "");
    environment.put("JVM_FOLDER", folder.resolve("none").toString());
    environment.putAll(additional);
    return Tools.command((Object[]) command).in(folder).with(environment).run();
  }

  List<String> mavenCalls() throws IOException {
    return callsThatStartWith("mvn ");
  }

  List<String> installations() throws IOException {
    return Stream.of("apt-get ", "dnf ", "zypper ")
        .flatMap(
            manager -> {
              try {
                return callsThatStartWith(manager).stream();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  List<String> callsThatStartWith(String start) throws IOException {
    return Files.readAllLines(calls).stream().filter(call -> call.startsWith(start)).toList();
  }

  String lastCall() throws IOException {
    List<String> all = Files.readAllLines(calls);
    return all.get(all.size() - 1);
  }

  void copy(String name) throws IOException {
    Path copy = project.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(PROJECT.resolve(name), copy, StandardCopyOption.COPY_ATTRIBUTES);
  }

  void write(String name, String content) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  static void script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }
}
