package io.github.imaallowlist.rpm.imasignature;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import java.util.AbstractList;
import java.util.List;
import java.util.SortedSet;

/** Measured files with their signatures, made when they are asked for, as those without are. */
final class SignedFiles extends AbstractList<MeasuredFile> {
  private final List<MeasuredFile> measured;
  private final FileSignatures signatures;
  private final int[] indexes;
  private final SortedSet<HashAlgorithm> wanted;

  /**
   * @param indexes of the measured files in the header
   * @param wanted the algorithms of the digests to come out; others were for the check alone
   */
  SignedFiles(
      List<MeasuredFile> measured,
      FileSignatures signatures,
      int[] indexes,
      SortedSet<HashAlgorithm> wanted) {
    this.measured = measured;
    this.signatures = signatures;
    this.indexes = indexes;
    this.wanted = wanted;
  }

  @Override
  public MeasuredFile get(int index) {
    MeasuredFile file = measured.get(index);
    List<FileDigest> digests =
        file.digests().stream().filter(digest -> wanted.contains(digest.algorithm())).toList();
    return new MeasuredFile(file.path(), digests, signatures.of(indexes[index]), file.traits());
  }

  @Override
  public int size() {
    return measured.size();
  }
}
