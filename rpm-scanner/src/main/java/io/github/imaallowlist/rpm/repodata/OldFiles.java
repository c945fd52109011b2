package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.rpm.metadata.RepomdChild;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Files of former generations: named {@code <sha256>-<type>.…}, and no longer in {@code
 * repomd.xml}.
 *
 * <p>Which is the newest, the time of their last change tells, which is when they were recorded:
 * records carry a time of the repository, which may stand still. A file that a killed run put in
 * its place, and did not record, counts as one of them.
 */
final class OldFiles {
  private final Path folder;
  private final List<RepomdChild> recorded;

  /**
   * @param repomd as it is now
   */
  OldFiles(Path folder, byte[] repomd) throws IOException {
    this.folder = folder;
    this.recorded = RepomdXml.children(folder.resolve(RepodataState.REPOMD).toString(), repomd);
  }

  /** Those of the types that are more than {@code keep} each, in the order of their names. */
  List<Path> beyond(int keep, Set<String> types) throws IOException {
    Set<Path> beyond = new TreeSet<>();
    for (String type : types) {
      List<Old> old = of(type);
      old.sort(Comparator.comparing(Old::recorded).reversed().thenComparing(Old::file));
      old.stream().skip(keep).map(Old::file).forEach(beyond::add);
    }
    return List.copyOf(beyond);
  }

  private List<Old> of(String type) throws IOException {
    Pattern name = Pattern.compile("[0-9a-f]{64}-" + Pattern.quote(type) + "(\\.[a-z0-9]+)+");
    List<Old> old = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String fileName = file.getFileName().toString();
        if (name.matcher(fileName).matches() && !isRecorded(fileName)) {
          BasicFileAttributes attributes =
              Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
          if (attributes.isRegularFile()) {
            old.add(new Old(file, attributes.lastModifiedTime()));
          }
        }
      }
    }
    return old;
  }

  /** Whoever names the file anywhere keeps it. */
  private boolean isRecorded(String fileName) {
    return recorded.stream().anyMatch(child -> child.content().contains(fileName));
  }

  private record Old(Path file, FileTime recorded) {}
}
