package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.cli.Run;
import io.github.imaallowlist.fixtures.BuiltRepository;
import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.host.HostPackage;
import io.github.imaallowlist.fixtures.host.PackageKey;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A publisher of the proof's packages in two versions, with a key for packages and one for lists.
 *
 * @param fileKey whose IMA signatures its lists have verifiers accept
 * @param kernel that hosts boot, as {@code --kernel} takes it
 */
record ProofRepository(Path work, PackageKey packageKey, ImaSigner fileKey, String kernel)
    implements AutoCloseable {
  static final String FIRST = "1";
  static final String SECOND = "2";

  static ProofRepository make(Path work, KernelImage kernel) throws IOException {
    List<HostPackage> packages = ProofPackages.all(kernel);
    build(work, packages, FIRST);
    build(work, ProofPackages.changed(packages), SECOND);
    PackageKey key = PackageKey.make(work.resolve("gpg"));
    String version = kernel.release().replaceFirst("^(\\d+\\.\\d+).*", "$1");
    ImaSigner fileKey = ImaSigner.rsa(work, "files");
    ProofRepository made = new ProofRepository(work, key, fileKey, version);
    key.sign(Stream.of(FIRST, SECOND).flatMap(one -> made.packages(one).stream()).toList());
    Run.of("keygen", made.listKey()).succeeded();
    return made;
  }

  private static void build(Path work, List<HostPackage> packages, String version)
      throws IOException {
    HostPackage.build(
        Files.createDirectory(work.resolve("build-" + version)),
        packages,
        version,
        Files.createDirectory(work.resolve("packages-" + version)));
  }

  Path listKey() {
    return work.resolve("list-key");
  }

  Path publicListKey() {
    return work.resolve("list-key.pub");
  }

  /** All of a version. */
  List<Path> packages(String version) {
    try (Stream<Path> files = Files.list(work.resolve("packages-" + version))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The second version of all that has one. */
  List<Path> newest() {
    List<Path> newest = new ArrayList<>(packages(SECOND));
    for (Path file : packages(FIRST)) {
      String name = file.getFileName().toString().replace("-1-1.", "-2-1.");
      if (Files.notExists(work.resolve("packages-" + SECOND).resolve(name))) {
        newest.add(file);
      }
    }
    return newest;
  }

  Path rpm(String name, String version) {
    return work.resolve("packages-" + version).resolve(name + "-" + version + "-1.x86_64.rpm");
  }

  /** Makes a repository of these packages, or changes one into it. */
  Path repository(String name, List<Path> packages) throws IOException {
    Path folder = Files.createDirectories(work.resolve(name));
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    for (Path file : packages) {
      Files.createLink(folder.resolve(file.getFileName()), file);
    }
    BuiltRepository.createRepodata(folder);
    return folder;
  }

  /** Derives an IMA policy, alone. */
  Path policy(Path repository, String profile, Path output) {
    List<Object> arguments = new ArrayList<>(List.of("policy", repository));
    arguments.addAll(selinux(profile));
    arguments.addAll(List.of("-o", output));
    Run.of(arguments.toArray()).succeeded();
    return output;
  }

  private List<Object> selinux(String profile) {
    return List.of(
        "--keyring",
        packageKey.publicKey(),
        "--selinux",
        "auto",
        "--profile",
        profile,
        "--kernel",
        kernel,
        "--cache",
        work.resolve("cache"));
  }

  /** Publishes, and fetches what came of it as a verifier does. */
  Published publish(Path repository, String profile, Object... more) throws IOException {
    List<Object> arguments = new ArrayList<>(List.of("publish", repository));
    arguments.addAll(selinux(profile));
    arguments.addAll(List.of("--key", listKey(), "--repomd-key", packageKey.secretKey()));
    arguments.addAll(List.of("--verification-key", fileKey.certificate()));
    arguments.addAll(Arrays.asList(more));
    Run.of(arguments.toArray()).succeeded();
    Path fetched = Files.createTempDirectory(work, "fetched");
    Published published = new Published(fetched.resolve("list"), fetched.resolve("ima-policy"));
    Run.of(
            "fetch",
            repository,
            "--keyring",
            packageKey.publicKey(),
            "--key",
            publicListKey(),
            "-o",
            published.list(),
            "--ima-policy-output",
            published.imaPolicy())
        .succeeded();
    return published;
  }

  /** What a verifier has of a repository. */
  record Published(Path list, Path imaPolicy) {}

  @Override
  public void close() {
    packageKey.close();
  }
}
