package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Small packages, made by rpmbuild, and repositories of them, made by createrepo_c. */
final class SampleRpms {
  private SampleRpms() {}

  /** Makes {@code alpha-1.0-1}, {@code alpha-1.1-1}, {@code beta-2:0.9-3} and beta's source. */
  static void build(Path folder) throws IOException {
    build(folder, "alpha", "", "1.0", "1", "-bb");
    build(folder, "alpha", "", "1.1", "1", "-bb");
    build(folder, "beta", "Epoch: 2\n", "0.9", "3", "-ba");
  }

  private static void build(
      Path folder, String name, String epoch, String version, String release, String stage)
      throws IOException {
    Path top = Files.createTempDirectory(folder, "build");
    Path spec = top.resolve(name + ".spec");
    Files.writeString(
        spec,
        """
        Name: %s
        %sVersion: %s
        Release: %s
        Summary: A sample
        License: None
        BuildArch: noarch
        %%description
        A sample.
        %%files
        """
            .formatted(name, epoch, version, release));
    Tools.run("rpmbuild", stage, "--define", "_topdir " + top, spec).succeeded();
    for (Path made : filesBelow(top)) {
      if (made.toString().endsWith(".rpm")) {
        Files.move(made, folder.resolve(made.getFileName()));
      }
    }
    for (Path left : filesBelow(top).stream().sorted((a, b) -> b.compareTo(a)).toList()) {
      Files.delete(left);
    }
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }

  /** Copies the packages, and runs createrepo_c over the copies. */
  static Path repository(Path packages, Path folder, Object... options) throws IOException {
    copy(packages, folder);
    createrepo(folder, options);
    return folder;
  }

  static void copy(Path packages, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(packages)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  static void createrepo(Path folder, Object... options) {
    Stream<Object> command =
        Stream.concat(Stream.of("createrepo_c", "--quiet", folder), Stream.of(options));
    Tools.run(command.toArray()).succeeded();
  }
}
