package io.github.imaallowlist.cli;

import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody who publishes a repository of small packages, with a key for its list and one for {@code
 * repomd.xml}; and what clients say of it. Needs {@code createrepo_c} and {@code gpg}.
 */
final class Publisher {
  private static final int FILES = 1_000;

  private final Path work;
  private final Path repository;

  private Publisher(Path work, Path repository) {
    this.work = work;
    this.repository = repository;
  }

  /**
   * @param work an empty folder for keys and caches
   * @param repository becomes the repository
   */
  static Publisher create(Path work, Path repository) throws IOException {
    Publisher publisher = new Publisher(work, repository);
    for (String name : List.of("one", "two")) {
      RpmBytes rpm = Repositories.simple(name);
      for (int i = 0; i < FILES; i++) {
        rpm.file("/usr/share/" + name + "/file-" + i, "content " + i);
      }
      Repositories.write(repository, name + ".rpm", rpm);
    }
    publisher.createrepo("--revision", "1");
    Run.of("keygen", publisher.key()).succeeded();
    Files.createDirectory(publisher.gpgHome());
    Files.setPosixFilePermissions(
        publisher.gpgHome(), PosixFilePermissions.fromString("rwx------"));
    publisher.gpg(
        "--passphrase",
        "",
        "--quick-generate-key",
        "publisher@example.org",
        "rsa2048",
        "sign",
        "never");
    Files.write(publisher.secretKey(), publisher.gpg("--export-secret-keys"));
    Files.write(publisher.publicKey(), publisher.gpg("--armor", "--export"));
    return publisher;
  }

  /** The same with what {@link #create} made. */
  static Publisher at(Path work, Path repository) {
    return new Publisher(work, repository);
  }

  Path repository() {
    return repository;
  }

  Path repodata(String name) {
    return repository.resolve("repodata").resolve(name);
  }

  Path key() {
    return work.resolve("list-key");
  }

  Path secretKey() {
    return work.resolve("repomd.sec");
  }

  Path publicKey() {
    return work.resolve("repomd.asc");
  }

  private Path gpgHome() {
    return work.resolve("gpg");
  }

  byte[] gpg(Object... arguments) {
    List<Object> command =
        new ArrayList<>(List.of("gpg", "--homedir", gpgHome(), "--batch", "--quiet"));
    command.addAll(Arrays.asList(arguments));
    return Tools.run(command.toArray()).succeeded().output();
  }

  void createrepo(String... options) {
    Repositories.createrepo(repository, options);
  }

  /** As a publisher would before this program is there. */
  void signRepomd() throws IOException {
    Files.deleteIfExists(repodata("repomd.xml.asc"));
    gpg("--armor", "--detach-sign", repodata("repomd.xml"));
  }

  /** The arguments of a run that signs the list and {@code repomd.xml}. */
  Object[] arguments(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "publish",
                repository,
                "--allow-unsigned",
                "--key",
                key(),
                "--repomd-key",
                secretKey()));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  Run publish(Object... more) {
    return Run.of(arguments(more));
  }

  Run check(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "publish",
                "--check",
                repository,
                "--allow-unsigned",
                "--verify-key",
                key() + ".pub"));
    all.addAll(Arrays.asList(more));
    return Run.of(all.toArray());
  }

  /** Of everything in {@code repodata}: content's owner, when it changed, and which file it is. */
  Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.walk(repository.resolve("repodata"))) {
      for (Path file : files.toList()) {
        state.put(
            repository.relativize(file).toString(),
            Files.getAttribute(file, "unix:ctime")
                + " "
                + Files.getLastModifiedTime(file)
                + " "
                + Files.getAttribute(file, "unix:ino"));
      }
    }
    return state;
  }

  /** Names in {@code repodata}, without checksums before them. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(repository.resolve("repodata"))) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("^[0-9a-f]{64}-", ""))
          .sorted()
          .toList();
    }
  }

  /** The recorded file of a type, decompressed by the tools of the machine. */
  byte[] recorded(String type) throws IOException {
    String repomd = Files.readString(repodata("repomd.xml"));
    Matcher matcher =
        Pattern.compile("href=\"repodata/([0-9a-f]{64}-" + type + "\\.[^\"]*)\"").matcher(repomd);
    if (!matcher.find()) {
      throw new AssertionError("no " + type + " is recorded: " + repomd);
    }
    Path file = repodata(matcher.group(1));
    String tool = file.toString().endsWith(".zst") ? "zstd" : "gzip";
    return Tools.run(tool, "-dc", file).succeeded().output();
  }

  /** The recorded list, its envelope verified. */
  Policy list() throws IOException {
    Path envelope = Files.write(work.resolve("envelope"), recorded("ima-allowlist"));
    Run run = Run.of("verify", envelope, "--key", key() + ".pub", "-o", work.resolve("list"));
    run.succeeded();
    return Policy.of(work.resolve("list"));
  }

  /** {@code dnf}, with the signature check on, in one cache. */
  Tools.Outcome dnf(Object... command) throws IOException {
    Files.createDirectories(work.resolve("dnf-log"));
    List<Object> all =
        new ArrayList<>(
            List.of(
                "dnf",
                "--quiet",
                "--noplugins",
                "--refresh",
                "--assumeyes",
                "--installroot=" + work.resolve("dnf-root"),
                "--releasever=1",
                "--setopt=reposdir=/nonexistent",
                "--setopt=cachedir=" + work.resolve("dnf-cache"),
                "--setopt=logdir=" + work.resolve("dnf-log"),
                "--repofrompath=tested,file://" + repository,
                "--repo=tested",
                "--setopt=tested.skip_if_unavailable=0",
                "--setopt=tested.repo_gpgcheck=1",
                "--setopt=tested.gpgkey=file://" + publicKey()));
    all.addAll(Arrays.asList(command));
    return Tools.run(all.toArray());
  }

  /** {@code zypper}, with the signature check on. */
  Tools.Outcome zypper(Object... command) throws IOException {
    Path repos = work.resolve("zypper-root/etc/zypp/repos.d");
    Files.createDirectories(repos);
    Files.writeString(
        repos.resolve("tested.repo"),
        """
        [tested]
        name=tested
        baseurl=dir:%s
        enabled=1
        repo_gpgcheck=1
        gpgkey=file://%s
        """
            .formatted(repository, publicKey()));
    List<Object> all =
        new ArrayList<>(
            List.of(
                "zypper",
                "--root",
                work.resolve("zypper-root"),
                "--non-interactive",
                "--gpg-auto-import-keys"));
    all.addAll(Arrays.asList(command));
    return Tools.run(all.toArray());
  }

  /** Whether gpgv takes {@code repomd.xml.asc}. */
  boolean isSigned() throws IOException {
    Path keyring = work.resolve("repomd.gpg");
    if (Files.notExists(keyring)) {
      Files.write(keyring, gpg("--export"));
    }
    return Tools.run(
                "gpgv", "--keyring", keyring, repodata("repomd.xml.asc"), repodata("repomd.xml"))
            .exitCode()
        == 0;
  }
}
