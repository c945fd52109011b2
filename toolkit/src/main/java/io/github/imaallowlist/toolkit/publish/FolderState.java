package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether files are what they were, by what the file system says of them: size, inode, and
 * when content and inode last changed, as {@code git} and {@code make} do.
 */
final class FolderState {
  private final Map<String, String> files = new TreeMap<>();

  /** All files of a repository, but for those in {@code repodata} and the lock. */
  void addPackages(Path repository) throws IOException {
    Path repodata = repository.resolve("repodata");
    Files.walkFileTree(
        repository,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return folder.equals(repodata)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.getFileName().toString().startsWith(".")) {
              add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A file, or that there is none; of a link, what it leads to. */
  void add(Path file) throws IOException {
    String state;
    try {
      Map<String, Object> attributes =
          Files.readAttributes(file, "unix:size,ino,ctime,lastModifiedTime");
      state =
          attributes.get("size")
              + " "
              + attributes.get("ino")
              + " "
              + nanoseconds(attributes.get("lastModifiedTime"))
              + " "
              + nanoseconds(attributes.get("ctime"));
    } catch (NoSuchFileException e) {
      state = Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "dangling" : "none";
    }
    files.put(file.toAbsolutePath().toString(), state);
  }

  /** Not as text, which takes longer than to ask for it. */
  private static long nanoseconds(@Nullable Object time) {
    return ((FileTime) Objects.requireNonNull(time)).to(TimeUnit.NANOSECONDS);
  }

  void digest(MessageDigest digest) {
    files.forEach((name, state) -> update(digest, name + "\0" + state));
  }

  static void update(MessageDigest digest, String text) {
    digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  static MessageDigest newDigest() {
    return HashAlgorithm.SHA256.newMessageDigest();
  }
}
