package io.github.imaallowlist.selinux.label;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files that the labels of a policy are in. All but the first may be missing.
 *
 * @param fileContexts {@code file_contexts}
 * @param homedirs {@code file_contexts.homedirs}, whose specs come after
 * @param local {@code file_contexts.local}, whose specs come last
 * @param subs {@code file_contexts.subs}, the administrator's substitutions, which come first
 * @param subsDist {@code file_contexts.subs_dist}, the distribution's substitutions
 */
public record LabelFiles(
    LabelFile fileContexts,
    Optional<LabelFile> homedirs,
    Optional<LabelFile> local,
    Optional<LabelFile> subs,
    Optional<LabelFile> subsDist) {
  /** The name of the file that the others' names start with. */
  public static final String FILE_CONTEXTS = "file_contexts";

  /** Where it is in the folder of a policy, such as {@code /etc/selinux/targeted}. */
  private static final List<String> PLACES =
      List.of("contexts/files/" + FILE_CONTEXTS, "files/" + FILE_CONTEXTS, FILE_CONTEXTS);

  /** That file alone. */
  public static LabelFiles only(LabelFile fileContexts) {
    return new LabelFiles(
        fileContexts, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The files of a policy on a disk.
   *
   * @param place the policy's folder, such as {@code /etc/selinux/targeted}, or a file; of a file,
   *     those beside it belong to it whose names are longer by {@code .local} and so on
   * @throws NoSuchFileException if there is none
   */
  public static LabelFiles find(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return beside(place);
    }
    for (String inside : PLACES) {
      if (Files.exists(place.resolve(inside))) {
        return beside(place.resolve(inside));
      }
    }
    throw new NoSuchFileException(place.resolve(PLACES.get(0)).toString());
  }

  private static LabelFiles beside(Path fileContexts) throws IOException {
    if (!Files.exists(fileContexts)) {
      throw new NoSuchFileException(fileContexts.toString());
    }
    return new LabelFiles(
        LabelFile.of(fileContexts),
        ifExists(fileContexts, ".homedirs"),
        ifExists(fileContexts, ".local"),
        ifExists(fileContexts, ".subs"),
        ifExists(fileContexts, ".subs_dist"));
  }

  private static Optional<LabelFile> ifExists(Path fileContexts, String suffix) {
    Path file = fileContexts.resolveSibling(fileContexts.getFileName() + suffix);
    return Files.exists(file) ? Optional.of(LabelFile.of(file)) : Optional.empty();
  }
}
