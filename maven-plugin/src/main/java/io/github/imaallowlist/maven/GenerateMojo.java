package io.github.imaallowlist.maven;

import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Makes an allowlist of the files in RPM packages. */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresProject = false,
    threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
  /**
   * Repositories, folders with packages, packages and {@code .repo} files, by path or URL.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.sources")
  private List<String> sources = List.of();

  @Override
  public void execute() {
    getLog().info("sources: " + sources);
  }
}
