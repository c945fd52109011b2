package io.github.imaallowlist.maven.project;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Artifacts of type {@code rpm}, by their coordinates: the same package of the reactor and of a
 * dependency is one, and the order does not depend on where the build lies.
 */
public final class RpmArtifacts {
  private static final String TYPE = "rpm";

  private final SortedMap<String, Path> files = new TreeMap<>();

  /** Adds what a project made so far: its own artifact, and what was attached to it. */
  public void addMadeBy(MavenProject project) {
    Artifact own = project.getArtifact();
    if (own != null) {
      add(own);
    }
    project.getAttachedArtifacts().forEach(this::add);
  }

  /**
   * Adds what those projects of the reactor made that this one depends on, directly or not. Others
   * may be built at the same time, or later: what they make would be in the list by chance.
   */
  public void addUpstream(MavenProject project, MavenSession session) {
    if (session.getProjectDependencyGraph() == null) {
      return;
    }
    session.getProjectDependencyGraph().getUpstreamProjects(project, true).forEach(this::addMadeBy);
  }

  /** Adds resolved dependencies. */
  public void addDependencies(Collection<Artifact> artifacts) {
    artifacts.forEach(this::add);
  }

  private void add(Artifact artifact) {
    java.io.File file = artifact.getFile();
    // A packaging that Maven does not know has its name as type and as extension.
    if (file == null || !isRpm(artifact)) {
      return;
    }
    String key =
        String.join(
            ":",
            artifact.getGroupId(),
            artifact.getArtifactId(),
            orEmpty(artifact.getClassifier()),
            artifact.getBaseVersion());
    files.putIfAbsent(key, file.toPath());
  }

  private static boolean isRpm(Artifact artifact) {
    return TYPE.equals(artifact.getType())
        || (artifact.getArtifactHandler() != null
            && TYPE.equals(artifact.getArtifactHandler().getExtension()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Their files, in the order of the coordinates. */
  public List<Path> files() {
    return List.copyOf(files.values());
  }
}
