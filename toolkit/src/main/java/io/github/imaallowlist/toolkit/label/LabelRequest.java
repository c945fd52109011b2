package io.github.imaallowlist.toolkit.label;

import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.output.Destination;
import java.nio.file.Path;
import java.util.List;

/**
 * Paths to label.
 *
 * @param policy an SELinux policy's folder, such as {@code /etc/selinux/targeted}, or its {@code
 *     file_contexts}
 * @param type what all the paths are
 * @param paths where they come from, one source after the other
 */
public record LabelRequest(
    Path policy,
    FileType type,
    List<PathSource> paths,
    Destination destination,
    LabelWriter writer) {
  public LabelRequest {
    paths = List.copyOf(paths);
  }
}
