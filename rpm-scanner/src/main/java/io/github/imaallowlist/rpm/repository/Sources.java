package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.metadata.FileNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/** Decides what kind of source a path is. */
public final class Sources {
  private static final String REPODATA = "repodata";

  /** The magic of a package's lead ({@code lib/rpmlead.cc}). */
  private static final byte[] LEAD_MAGIC = {(byte) 0xED, (byte) 0xAB, (byte) 0xEE, (byte) 0xDB};

  private Sources() {}

  /**
   * Opens a repository (a folder with {@code repodata}), a folder with packages, or a package.
   *
   * @throws AllowlistException if there is no such source; it says what is there instead
   * @throws io.github.imaallowlist.error.InputException if {@code repomd.xml} cannot be used
   * @throws IOException if it cannot be read
   */
  public static PackageSource open(Path path) throws AllowlistException, IOException {
    String name = path.toString();
    Path absolute = path.toAbsolutePath();
    if (!Files.exists(absolute)) {
      throw new AllowlistException(
          ExitCode.IO,
          name + " does not exist, or its folder cannot be entered",
          "Check the path's spelling and who may read it.");
    }
    if (!Files.isReadable(absolute)) {
      throw new AllowlistException(
          ExitCode.IO, name + " cannot be read", "Give this user the permission to read it.");
    }
    return Files.isDirectory(absolute) ? openFolder(name, absolute) : openFile(name, absolute);
  }

  private static PackageSource openFolder(String name, Path root)
      throws AllowlistException, IOException {
    if (Files.exists(root.resolve(REPODATA), LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(root.resolve(RepositoryFolder.REPOMD))) {
        throw new AllowlistException(
            ExitCode.MALFORMED,
            name + " has a folder repodata without repomd.xml",
            "Make the metadata with createrepo_c, or remove the folder to read without metadata.");
      }
      return RepositoryFolder.open(name, root);
    }
    PackageFolder folder = PackageFolder.open(name, root);
    if (folder.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          name + " has neither a folder repodata nor any .rpm file in it",
          "Name the folder that has repodata or the packages in it.");
    }
    return folder;
  }

  private static PackageSource openFile(String name, Path file)
      throws AllowlistException, IOException {
    if (!Files.isRegularFile(file)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          name + " is neither a file nor a folder",
          "Packages cannot be read from a pipe or device; write it to a file first.");
    }
    if (!FileNames.endsWith(file, ".rpm") && !startsWithLead(file)) {
      throw new AllowlistException(
          ExitCode.USAGE,
          name + " is not an RPM package",
          "Name a .rpm file, a folder with .rpm files, or a repository's folder.");
    }
    return SinglePackage.open(name, file);
  }

  private static boolean startsWithLead(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(LEAD_MAGIC.length), LEAD_MAGIC);
    }
  }
}
