package io.github.imaallowlist.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;

/**
 * What a goal writes.
 *
 * @param signature a detached one
 * @param imaPolicy one that was derived
 */
record ListFiles(Path list, Optional<Path> signature, Optional<Path> imaPolicy) {
  private static final String POLICY = "ima-policy";

  /** All of them, the list first. */
  List<Path> all() {
    List<Path> all = new ArrayList<>(List.of(list));
    signature.ifPresent(all::add);
    imaPolicy.ifPresent(all::add);
    return all;
  }

  /** Attaches them, with the type that the list's name ends in. */
  void attachTo(MavenProject project, MavenProjectHelper helper, String classifier) {
    String type = ending(list);
    helper.attachArtifact(project, type, classifier, list.toFile());
    signature.ifPresent(
        file ->
            helper.attachArtifact(project, type + "." + ending(file), classifier, file.toFile()));
    imaPolicy.ifPresent(file -> helper.attachArtifact(project, "txt", POLICY, file.toFile()));
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
