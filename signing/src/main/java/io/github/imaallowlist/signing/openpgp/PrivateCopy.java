package io.github.imaallowlist.signing.openpgp;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.signing.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the data in a folder that only this user can enter, for a program that is not trusted
 * with the data itself. A copy and not a link: a program that writes into it harms nothing.
 */
final class PrivateCopy implements AutoCloseable {
  /** Names that a program cannot take for an option or a hidden file. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,199}");

  private final Path folder;
  private final Path file;
  private final byte[] sha256;

  private PrivateCopy(Path folder, Path file, byte[] sha256) {
    this.folder = folder;
    this.file = file;
    this.sha256 = sha256;
  }

  /**
   * @param parent where the folder is made; it needs room for the data
   */
  static PrivateCopy of(ByteSource data, Path parent) throws IOException {
    Path folder =
        Files.createTempDirectory(
            parent,
            "ima-allowlist-sign-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Path file = folder.resolve(plainName(data.name()));
      MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
      try (InputStream in = data.open();
          OutputStream out =
              new DigestOutputStream(
                  Files.newOutputStream(
                      file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                  digest)) {
        in.transferTo(out);
      }
      return new PrivateCopy(folder, file, digest.digest());
    } catch (IOException | RuntimeException e) {
      try {
        delete(folder);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /** The user's name for the file where that is harmless: the program may show or log it. */
  private static String plainName(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return PLAIN_NAME.matcher(last).matches() ? last : "data";
  }

  Path folder() {
    return folder;
  }

  Path file() {
    return file;
  }

  /** What the program left as {@code FILE.asc}, if it is a file and not a link to one. */
  Optional<Path> signatureFile() {
    return Optional.of(file.resolveSibling(file.getFileName() + ".asc"))
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
  }

  /** Whether the copy is still what it was. */
  boolean isUnchanged() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    MessageDigest digest = HashAlgorithm.SHA256.newMessageDigest();
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return MessageDigest.isEqual(sha256, digest.digest());
  }

  @Override
  public void close() throws IOException {
    delete(folder);
  }

  /** Deletes links, not what they lead to. */
  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
