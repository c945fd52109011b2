package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.openpgp.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A gpg with a home of its own, and its agent for as long as this is open. */
final class Gpg implements AutoCloseable {
  /** When {@link #at} has not been called, gpg's clock is the machine's. */
  private static final String NOW = "";

  private final Path home;
  private final String fakedTime;

  private Gpg(Path home, String fakedTime) {
    this.home = home;
    this.fakedTime = fakedTime;
  }

  /** In a folder with a short name: the agent's socket is in it. */
  static Gpg open() throws IOException {
    Path home = Files.createTempDirectory("gpg");
    // The agent would measure how long a passphrase can be stretched in a tenth of a second.
    Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 65536\n");
    return new Gpg(home, NOW);
  }

  /** The same home with another clock, such as {@code 20200101T000000}. */
  Gpg at(String time) {
    return new Gpg(home, time);
  }

  Path home() {
    return home;
  }

  Tools.Outcome attempt(Object... arguments) {
    return command(arguments).run();
  }

  Tools.Invocation command(Object... arguments) {
    List<Object> command =
        new ArrayList<>(
            List.of("gpg", "--homedir", home, "--batch", "--yes", "--pinentry-mode", "loopback"));
    if (!fakedTime.equals(NOW)) {
      command.addAll(List.of("--faked-system-time", fakedTime + "!"));
    }
    command.addAll(Arrays.asList(arguments));
    return Tools.command(command.toArray()).with(Map.of("GNUPGHOME", home.toString()));
  }

  Tools.Outcome run(Object... arguments) {
    return attempt(arguments).succeeded();
  }

  /** The new certificate's fingerprint; without a passphrase. */
  String newKey(String name, String algorithm, String usage, String expires) {
    return newKey(name, algorithm, usage, expires, "");
  }

  String newKey(String name, String algorithm, String usage, String expires, String passphrase) {
    run("--passphrase", passphrase, "--quick-gen-key", name, algorithm, usage, expires);
    return fingerprints(name).get(0);
  }

  /** The new subkey's fingerprint. */
  String newSubkey(String primary, String algorithm, String usage, String expires) {
    run("--passphrase", "", "--quick-add-key", primary, algorithm, usage, expires);
    List<String> all = fingerprints(primary);
    return all.get(all.size() - 1);
  }

  /** Of the primary key and its subkeys. */
  List<String> fingerprints(String key) {
    return run("--list-keys", "--with-colons", key).lines().stream()
        .filter(line -> line.startsWith("fpr:"))
        .map(line -> line.split(":", -1)[9])
        .toList();
  }

  Path exportSecret(Path file, String... options) throws IOException {
    return exportEncrypted(file, "", options);
  }

  Path exportEncrypted(Path file, String passphrase, String... options) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("--passphrase", passphrase));
    arguments.addAll(Arrays.asList(options));
    return Files.write(file, run(arguments.toArray()).output());
  }

  byte[] exportSecretOf(String key) {
    return run("--passphrase", "", "--export-secret-keys", key).output();
  }

  Keyring publicKeys(String... keys) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("--export", "--armor"));
    arguments.addAll(Arrays.asList(keys));
    return Keyring.parse("exported keys", run(arguments.toArray()).output());
  }

  byte[] sign(Path file, String key) {
    return run("--local-user", key, "--armor", "--detach-sign", "--output", "-", file).output();
  }

  /** That both gpg and gpgv take the signature for the key's. */
  void requireGood(Path data, byte[] signature, String signingKey) throws IOException {
    Path file = Files.write(home.resolve("judged.asc"), signature);
    String valid = "[GNUPG:] VALIDSIG " + signingKey;
    require(run("--status-fd", "1", "--verify", file, data), valid);
    Path keys = home.resolve("judges.gpg");
    Files.write(keys, run("--export").output());
    require(
        Tools.run("gpgv", "--homedir", home, "--status-fd", "1", "--keyring", keys, file, data)
            .succeeded(),
        valid);
  }

  private static void require(Tools.Outcome outcome, String status) {
    if (outcome.lines().stream().noneMatch(line -> line.startsWith(status))) {
      throw new AssertionError(status + " is not in " + outcome.lines());
    }
  }

  @Override
  public void close() throws IOException {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        // The agent removes its sockets while it ends.
        Files.deleteIfExists(file);
      }
    }
  }
}
