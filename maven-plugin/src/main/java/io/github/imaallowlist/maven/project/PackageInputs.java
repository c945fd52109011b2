package io.github.imaallowlist.maven.project;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a list is made of: what the user names, then artifacts.
 *
 * @param names as the toolkit takes them: absolute paths and URLs
 * @param files those that are files or folders of this machine
 * @param isLocal whether that is all: what is on a server may change without being looked at
 */
public record PackageInputs(List<String> names, List<Path> files, boolean isLocal) {
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  private static final String REPO_FILE = ".repo";

  public PackageInputs {
    names = List.copyOf(names);
    files = List.copyOf(files);
  }

  /**
   * Collects them; each file is there once.
   *
   * @param sources paths, relative to the folder, and URLs
   * @throws AllowlistException if a path leads nowhere
   */
  public static PackageInputs of(List<String> sources, Path folder, RpmArtifacts artifacts)
      throws AllowlistException {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    List<Path> files = new ArrayList<>();
    boolean local = true;
    for (String source : sources) {
      if (URL.matcher(source.strip()).matches()) {
        names.add(source.strip());
        local = false;
        continue;
      }
      Path path = folder.resolve(source.strip()).normalize();
      if (!Files.exists(path)) {
        throw new AllowlistException(
            ExitCode.IO,
            path + " does not exist, and the parameter sources names it",
            "Correct it in the POM, or with -Dima.sources=PATH; or make it before.");
      }
      local &= !path.toString().endsWith(REPO_FILE);
      names.add(path.toString());
      files.add(path);
    }
    for (Path file : artifacts.files()) {
      names.add(file.toString());
      files.add(file);
    }
    return new PackageInputs(List.copyOf(names), files, local);
  }

  /** Absent if there is nothing to make a list of. */
  public Optional<PackageInputs> ifAny() {
    return names.isEmpty() ? Optional.empty() : Optional.of(this);
  }
}
