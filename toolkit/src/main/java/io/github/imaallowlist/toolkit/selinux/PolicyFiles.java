package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.selinux.label.LabelFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of an SELinux policy.
 *
 * @param origin where they are from, for people
 * @param binary the compiled policy, if there is one
 * @param binaryName what the user knows it by
 * @param notes what deserves to be known of them
 */
record PolicyFiles(
    String origin,
    LabelFiles labels,
    Optional<Path> binary,
    Optional<String> binaryName,
    List<String> notes) {
  PolicyFiles {
    notes = List.copyOf(notes);
  }
}
