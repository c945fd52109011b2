package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import java.util.List;

/**
 * A file of a package.
 *
 * @param packageId the package's name, version and so on
 * @param file the package's file, relative to its source
 * @param path as the package lists it; a host may have it elsewhere, through linked folders
 * @param digests of its content
 */
public record PackagedFile(String packageId, String file, FilePath path, List<FileDigest> digests)
    implements Comparable<PackagedFile> {
  public PackagedFile {
    digests = List.copyOf(digests);
  }

  @Override
  public int compareTo(PackagedFile other) {
    int order = path.compareTo(other.path);
    order = order != 0 ? order : packageId.compareTo(other.packageId);
    return order != 0 ? order : file.compareTo(other.file);
  }
}
