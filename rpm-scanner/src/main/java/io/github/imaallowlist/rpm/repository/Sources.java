package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.metadata.FileNames;
import io.github.imaallowlist.rpm.repofile.RepoFile;
import io.github.imaallowlist.rpm.repofile.RepoSection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Decides what kind of source a text or a path names. */
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
    return openLocal(path.toString(), path);
  }

  /**
   * Opens what a user names: a path or a {@code file:} URL of what {@link #open(Path)} takes, a URL
   * of http or https of a repository or a package, or the path of a {@code .repo} file.
   *
   * @return one source, or of a {@code .repo} file one for each repository that is enabled in it;
   *     the caller closes them
   * @throws AllowlistException if there is no such source, or it is not to be reached that way
   * @throws io.github.imaallowlist.error.InputException if what it says of itself cannot be used
   * @throws IOException if it cannot be read
   */
  public static List<OpenedSource> open(String source, SourceSettings settings)
      throws AllowlistException, IOException {
    if (BaseUrl.isHttp(source)) {
      return List.of(OpenedSource.of(RemoteSources.open(source, settings)));
    }
    Path path = FileUrl.isFileUrl(source) ? FileUrl.toPath(source) : pathOf(source);
    if (FileNames.endsWith(path, ".repo") && Files.isRegularFile(path)) {
      return openConfigured(source, path, settings);
    }
    if (!settings.mirrors().isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          source + " is on this machine, and a mirror stands in for a URL",
          "Leave out --mirror, or name the repository's URL.");
    }
    return List.of(OpenedSource.of(openLocal(source, path)));
  }

  private static Path pathOf(String source) throws AllowlistException {
    if (source.contains("://") && !Files.exists(Path.of(source))) {
      throw new AllowlistException(
          ExitCode.USAGE,
          source + " is a URL, and not one of http, https or file",
          "Fetch the repository by other means, and name its folder.");
    }
    return Path.of(source);
  }

  private static List<OpenedSource> openConfigured(String name, Path file, SourceSettings settings)
      throws AllowlistException, IOException {
    List<RepoSection> enabled = new ArrayList<>();
    for (RepoSection section : RepoFile.read(name, file)) {
      if (section.flag("enabled", true)) {
        enabled.add(section);
      }
    }
    if (enabled.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          name + " has no repository that is enabled",
          "Set enabled=1 in the section of the one that is meant.");
    }
    if (enabled.size() > 1 && !settings.mirrors().isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "%s has %d repositories, and a mirror can stand in for one only"
              .formatted(name, enabled.size()),
          "Name the repository's URL instead of the file.");
    }
    List<OpenedSource> opened = new ArrayList<>();
    try {
      for (RepoSection section : enabled) {
        opened.add(ConfiguredSource.open(file, section, settings));
      }
      return List.copyOf(opened);
    } catch (AllowlistException | IOException e) {
      for (OpenedSource source : opened) {
        source.close();
      }
      throw e;
    }
  }

  static PackageSource openLocal(String name, Path path) throws AllowlistException, IOException {
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
