package io.github.imaallowlist.rpm.trust;

import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.openpgp.Fingerprint;
import io.github.imaallowlist.openpgp.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Secret keys of a test, in a home of gpg's own, and what gpg and rpmsign make with them. Keys are
 * named by words, which are in their user ids.
 */
public final class GpgHome implements AutoCloseable {
  private final Path home;

  private GpgHome(Path home) {
    this.home = home;
  }

  /** Short of path, as the agent's socket is in it. */
  public static GpgHome create() throws IOException {
    return new GpgHome(Files.createTempDirectory("gpg"));
  }

  /**
   * Makes a primary key that signs, dated 2020-01-01.
   *
   * @param algorithm {@code rsa2048}, {@code ed25519}, {@code nistp256}, {@code dsa2048}
   * @param expiry {@code never}, or a date such as {@code 2021-01-01}
   */
  public GpgHome key(String name, String algorithm, String expiry) {
    gpg(
        "--faked-system-time",
        "20200101T000000!",
        "--quick-gen-key",
        address(name),
        algorithm,
        "sign",
        expiry);
    return this;
  }

  /** Adds a subkey that signs, dated 2020-01-01, which gpg prefers to the primary one. */
  public GpgHome subkey(String name, String algorithm) {
    gpg(
        "--faked-system-time",
        "20200101T000000!",
        "--quick-add-key",
        fingerprint(name).toString(),
        algorithm,
        "sign",
        "never");
    return this;
  }

  /**
   * Has the primary key expire at another date.
   *
   * @param day of January 2020, on which this is said; the last word counts
   */
  public GpgHome expire(String name, String expiry, int day) {
    gpg(
        "--faked-system-time",
        "202001%02dT000000!".formatted(day),
        "--quick-set-expire",
        fingerprint(name).toString(),
        expiry);
    return this;
  }

  /** Imports the revocation certificate that gpg makes with each key: of no stated reason. */
  public GpgHome revoke(String name) throws IOException {
    Path prepared = home.resolve("openpgp-revocs.d").resolve(fingerprint(name) + ".rev");
    Path certificate = home.resolve(name + ".rev");
    Files.writeString(certificate, Files.readString(prepared).replace("\n:-----", "\n-----"));
    gpg("--import", certificate.toString());
    return this;
  }

  /** Of the primary key. */
  public Fingerprint fingerprint(String name) {
    String line =
        gpg("--with-colons", "--list-keys", uid(name)).lines().stream()
            .filter(l -> l.startsWith("fpr:"))
            .findFirst()
            .orElseThrow();
    return new Fingerprint(HexFormat.of().parseHex(line.split(":", -1)[9]));
  }

  /** In armor, as it stands now. */
  public byte[] publicKey(String name) {
    return gpg("--armor", "--export", uid(name)).output();
  }

  /** Pins the keys as they stand now. */
  public Keyring keyring(String... names) throws IOException {
    Keyring keyring = Keyring.EMPTY;
    for (String name : names) {
      keyring = keyring.plus(Keyring.parse(name, publicKey(name)));
    }
    return keyring;
  }

  /** A binary signature, dated 2020-06-01 unless the options say otherwise. */
  public byte[] sign(String name, byte[] data, String... options) {
    List<String> arguments = new ArrayList<>(List.of("--local-user", uid(name)));
    arguments.addAll(dated(options));
    arguments.add("--detach-sign");
    return Tools.command(command(arguments.toArray(String[]::new)).toArray())
        .input(data)
        .run()
        .succeeded()
        .output();
  }

  /** Signs a package in its place. */
  public void signPackage(String name, Path rpm, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "rpmsign",
                "--addsign",
                "-D",
                "__gpg " + Tools.find("gpg").orElseThrow(),
                "-D",
                "_gpg_path " + home,
                "-D",
                "_gpg_name " + uid(name)));
    List<String> forRpm = Arrays.stream(options).filter("--rpmv3"::equals).toList();
    String[] forGpg =
        Arrays.stream(options).filter(o -> !o.equals("--rpmv3")).toArray(String[]::new);
    command.add("-D");
    command.add(
        "_gpg_sign_cmd_extra_args --batch --pinentry-mode loopback "
            + String.join(" ", dated(forGpg)));
    command.addAll(forRpm);
    command.add(rpm.toString());
    Tools.run(command.toArray()).succeeded();
  }

  private static List<String> dated(String... options) {
    List<String> all = new ArrayList<>();
    if (!List.of(options).contains("--faked-system-time")) {
      all.addAll(List.of("--faked-system-time", "20200601T000000!"));
    }
    all.addAll(List.of(options));
    return all;
  }

  private static String address(String name) {
    return name + "@example.org";
  }

  /** To be matched as a whole: {@code dsa} is not in {@code ecdsa}. */
  private static String uid(String name) {
    return "=" + address(name);
  }

  private Tools.Outcome gpg(String... arguments) {
    return Tools.run(command(arguments).toArray()).succeeded();
  }

  private List<String> command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "gpg",
                "--homedir",
                home.toString(),
                "--batch",
                "--quiet",
                "--no-tty",
                "--allow-weak-digest-algos",
                "--pinentry-mode",
                "loopback",
                "--passphrase",
                ""));
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public void close() {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
    Tools.run("rm", "-rf", home);
  }
}
