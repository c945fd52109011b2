package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.selinux.label.LabelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A policy on a disk: a folder as hosts have it, or {@code file_contexts} alone. */
final class PolicyFolder {
  private PolicyFolder() {}

  /**
   * Finds the files.
   *
   * @throws AllowlistException if there are none
   */
  static PolicyFiles find(Path place) throws IOException, AllowlistException {
    try {
      LabelFiles labels = LabelFiles.find(place);
      Optional<Path> binary = binary(place);
      return new PolicyFiles(
          place.toString(), labels, binary, binary.map(Path::toString), List.of());
    } catch (NoSuchFileException e) {
      throw new AllowlistException(
          ExitCode.IO,
          e.getFile() + " does not exist",
          "Name the folder of a policy, such as /etc/selinux/targeted, or a file_contexts file; or"
              + " give auto, for the policy package of the sources.",
          e);
    }
  }

  /** The one that a current kernel would be given: with the highest version. */
  private static Optional<Path> binary(Path place) throws IOException {
    Path folder = place.resolve("policy");
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(file -> String.valueOf(file.getFileName())).toList();
      return PolicyNames.newestBinary(names).map(folder::resolve);
    }
  }
}
