package io.github.imaallowlist.rpm.repository;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.rpm.metadata.FileNames;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the package files in a folder and all folders below it.
 *
 * <p>Symbolic links are followed, and each real folder is entered once: under its own name if it is
 * in the tree, else under the first link to it. So neither a loop of links nor a lattice of them
 * makes the walk longer than the tree.
 */
final class FolderWalk {
  private static final String SUFFIX = ".rpm";

  private final Path root;
  private final Set<Object> entered = new HashSet<>();
  private final Deque<Path> links = new ArrayDeque<>();
  private final List<FolderEntry> packages = new ArrayList<>();
  private final List<RelativePath> dangling = new ArrayList<>();
  private int entries;

  private FolderWalk(Path root) {
    this.root = root;
  }

  /**
   * Walks the whole tree.
   *
   * @throws MalformedInputException if such a file is neither a regular file nor a folder
   * @throws IOException if a folder cannot be read
   */
  static Found packagesIn(Path root) throws IOException {
    FolderWalk walk = new FolderWalk(root);
    walk.enter(root, 0);
    while (!walk.links.isEmpty()) {
      Path link = walk.links.removeFirst();
      walk.enter(link, root.relativize(link).getNameCount());
    }
    walk.packages.sort(Comparator.comparing(FolderEntry::path));
    walk.dangling.sort(Comparator.naturalOrder());
    return new Found(List.copyOf(walk.packages), List.copyOf(walk.dangling));
  }

  private void enter(Path folder, int depth) throws IOException {
    Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
    if (!entered.add(key == null ? folder.toRealPath() : key)) {
      return;
    }
    if (depth > MetadataLimits.FOLDER_DEPTH) {
      throw new LimitExceededException(
          folder.toString(),
          NO_OFFSET,
          "folders nest deeper than %d".formatted(MetadataLimits.FOLDER_DEPTH));
    }
    for (Path child : sortedChildren(folder)) {
      visit(child, depth);
    }
  }

  /** Sorted, so that which of two links to a folder comes first does not depend on the disk. */
  private List<Path> sortedChildren(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path child : stream) {
        entries++;
        if (entries > MetadataLimits.FOLDER_ENTRIES) {
          throw new LimitExceededException(
              root.toString(),
              NO_OFFSET,
              "there are more than %d files in it".formatted(MetadataLimits.FOLDER_ENTRIES));
        }
        children.add(child);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    // The order of a Unix path is that of its bytes.
    children.sort(Comparator.naturalOrder());
    return children;
  }

  private void visit(Path child, int depth) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean link = attributes.isSymbolicLink();
    if (link) {
      try {
        attributes = Files.readAttributes(child, BasicFileAttributes.class);
      } catch (NoSuchFileException e) {
        if (FileNames.endsWith(child, SUFFIX)) {
          dangling.add(RelativePath.between(root, child));
        }
        return;
      }
    }
    if (attributes.isDirectory()) {
      if (link) {
        links.addLast(child);
      } else {
        enter(child, depth + 1);
      }
    } else if (FileNames.endsWith(child, SUFFIX)) {
      add(child, attributes);
    }
  }

  private void add(Path child, BasicFileAttributes attributes) throws IOException {
    if (!attributes.isRegularFile()) {
      throw new MalformedInputException(
          child.toString(), NO_OFFSET, "expected a regular file, not a pipe, socket or device");
    }
    if (packages.size() >= MetadataLimits.PACKAGES) {
      throw new LimitExceededException(
          root.toString(),
          NO_OFFSET,
          "there are more than %d packages in it".formatted(MetadataLimits.PACKAGES));
    }
    packages.add(FolderEntry.of(RelativePath.between(root, child), child, attributes));
  }

  /**
   * What a walk found; each list sorted by the bytes of the paths.
   *
   * @param packages regular files whose name ends with {@code .rpm}
   * @param dangling symbolic links with such a name that lead nowhere
   */
  record Found(List<FolderEntry> packages, List<RelativePath> dangling) {}
}
