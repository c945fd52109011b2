package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.files.PathColumn;
import java.util.AbstractList;

/**
 * The measured files of a package, made when they are asked for: what waits to be merged holds
 * columns of bytes, neither an object for each file nor the header.
 */
final class MeasuredFiles extends AbstractList<MeasuredFile> {
  private final PathColumn paths;
  private final DigestTable digests;
  private final int[] measured;

  /**
   * @param measured the files' indexes in the header
   */
  MeasuredFiles(PathColumn paths, DigestTable digests, int[] measured) {
    this.paths = paths;
    this.digests = digests;
    this.measured = measured;
  }

  @Override
  public MeasuredFile get(int index) {
    int file = measured[index];
    return new MeasuredFile(paths.path(file), digests.digests(file));
  }

  @Override
  public int size() {
    return measured.length;
  }
}
