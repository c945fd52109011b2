package io.github.imaallowlist.rpm.payload;

import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.rpm.files.PathColumn;
import java.util.AbstractList;
import java.util.BitSet;

/**
 * The measured files of a package, made when they are asked for: what waits to be merged holds
 * columns of bytes, neither an object for each file nor the header.
 */
final class MeasuredFiles extends AbstractList<MeasuredFile> {
  private final PathColumn paths;
  private final BitSet executable;
  private final DigestTable digests;
  private final int[] measured;

  /**
   * @param executable the files whose mode has an x bit
   * @param measured the files' indexes in the header
   */
  MeasuredFiles(PathColumn paths, BitSet executable, DigestTable digests, int[] measured) {
    this.paths = paths;
    this.executable = executable;
    this.digests = digests;
    this.measured = measured;
  }

  @Override
  public MeasuredFile get(int index) {
    int file = measured[index];
    return new MeasuredFile(
        paths.path(file),
        digests.digests(file),
        FileTraits.of(executable.get(file), digests.isElf(file)));
  }

  @Override
  public int size() {
    return measured.length;
  }
}
