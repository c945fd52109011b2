package io.github.imaallowlist.maven.state;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * What files and folders are like. A file counts by its content, as one that is built again need
 * not be another one; the files in a folder, which may be a whole repository, by what the file
 * system says of them, as {@code make} and {@code git} go by that.
 */
final class InputState {
  private final Map<String, String> states = new TreeMap<>();

  /** A file, a folder, or that there is nothing. */
  void add(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      addFolder(path);
    } else {
      states.put(path.toAbsolutePath().toString(), contentOf(path));
    }
  }

  /** The SHA-256 of a file's content, or that there is none. */
  static String contentOf(Path file) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
    } catch (NoSuchFileException e) {
      return "none";
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void addFolder(Path folder) throws IOException {
    boolean unix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // A copy that keeps size and time has another inode, or changed it.
            Object changed = unix ? Files.getAttribute(file, "unix:ctime") : "";
            states.put(
                file.toAbsolutePath().toString(),
                attributes.size()
                    + " "
                    + attributes.lastModifiedTime()
                    + " "
                    + attributes.fileKey()
                    + " "
                    + changed);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  void digest(MessageDigest digest) {
    states.forEach((name, state) -> update(digest, name + "\0" + state));
  }

  static void update(MessageDigest digest, String text) {
    digest.update((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  static MessageDigest newDigest() {
    return HashAlgorithm.SHA256.newMessageDigest();
  }
}
