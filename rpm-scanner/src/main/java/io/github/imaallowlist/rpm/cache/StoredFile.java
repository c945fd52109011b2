package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file of the cache, not opened.
 *
 * @param bytes its size
 * @param used when it was last, to a day; or made
 */
public record StoredFile(Path file, long bytes, Instant used) {
  /**
   * Regular files with such names; none if there is no such folder. In no order.
   *
   * @throws LimitExceededException if there are more than a number
   */
  static List<StoredFile> in(Path folder, Pattern names, int most) throws IOException {
    List<StoredFile> found = new ArrayList<>();
    for (Path path : listed(folder, names, most)) {
      try {
        BasicFileAttributes attributes =
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile()) {
          found.add(
              new StoredFile(path, attributes.size(), attributes.lastModifiedTime().toInstant()));
        }
      } catch (NoSuchFileException e) {
        // Put in its place, or pruned, meanwhile.
      }
    }
    return found;
  }

  /**
   * Whatever has such a name in a folder; nothing if there is no such folder. In no order.
   *
   * @throws LimitExceededException if there is more than a number
   */
  static List<Path> listed(Path folder, Pattern names, int most) throws IOException {
    List<Path> found = new ArrayList<>();
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return found;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path path : stream) {
        if (names.matcher(String.valueOf(path.getFileName())).matches()) {
          if (found.size() >= most) {
            throw new LimitExceededException(
                folder.toString(),
                InputException.NO_OFFSET,
                "no cache has more than %,d entries".formatted(CacheLimits.ENTRIES));
          }
          found.add(path);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return found;
    }
    return found;
  }
}
