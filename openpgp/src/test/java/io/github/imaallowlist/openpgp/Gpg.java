package io.github.imaallowlist.openpgp;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** GnuPG with a home of its own, whose path is short enough for its agent's socket. */
final class Gpg implements AutoCloseable {
  private final Path home;

  Gpg() {
    try {
      home =
          Files.createTempDirectory(
              Path.of("/tmp"),
              "gpg",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path home() {
    return home;
  }

  /** As if it were another time, such as {@code 20200102T000000}, and no second went by. */
  Tools.Outcome at(String time, Object... args) {
    return conversation(time, "", args);
  }

  /** With the answers to gpg's questions, one a line. */
  Tools.Outcome conversation(String time, String answers, Object... args) {
    List<Object> command =
        new ArrayList<>(
            List.of("gpg", "--homedir", home, "--no-tty", "--yes", "--pinentry-mode", "loopback"));
    command.addAll(List.of("--passphrase", "", "--faked-system-time", time + "!"));
    command.addAll(answers.isEmpty() ? List.of("--batch") : List.of("--command-fd", "0"));
    command.addAll(Arrays.asList(args));
    return Tools.command(command.toArray())
        .input(answers.getBytes(StandardCharsets.UTF_8))
        .run()
        .succeeded();
  }

  /** Makes a key and gives its fingerprint. */
  String key(String time, String name, String algorithm, String usage, String expire) {
    at(time, "--quick-generate-key", name, algorithm, usage, expire);
    return fingerprints(name).get(0);
  }

  /** Of the primary key, then of the subkeys. */
  List<String> fingerprints(String name) {
    return Tools.run("gpg", "--homedir", home, "--batch", "--with-colons", "-K", name)
        .succeeded()
        .lines()
        .stream()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .toList();
  }

  byte[] export(Object... args) {
    List<Object> all = new ArrayList<>(List.of("--export"));
    all.addAll(Arrays.asList(args));
    return at("20260101T000000", all.toArray()).output();
  }

  byte[] sign(String time, String key, byte[] data, Object... options) {
    try {
      Path file = Files.write(home.resolve("data"), data);
      List<Object> all = new ArrayList<>(Arrays.asList(options));
      all.addAll(List.of("-u", key + "!", "--detach-sign", "-o", "-", file));
      return at(time, all.toArray()).output();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What gpgv says with these keys alone; its exit code is 0 if the signature is good. */
  static Tools.Outcome gpgv(Path folder, byte[] keys, byte[] signature, byte[] data) {
    try {
      return Tools.run(
          "gpgv",
          "--homedir",
          folder,
          "--status-fd",
          "1",
          "--keyring",
          Files.write(folder.resolve("keys.gpg"), keys),
          Files.write(folder.resolve("data.sig"), signature),
          Files.write(folder.resolve("data"), data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
