package io.github.imaallowlist.rpm.files;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.header.Strings;
import java.util.BitSet;
import java.util.Optional;

/**
 * The files of a package, by their index in its header. Kept in columns, as the header has them: a
 * package may list a million, and most of them are looked at once.
 *
 * <p>All of it has been checked by {@link FileTableReader}; an index is the caller's to keep
 * between 0 and {@link #size()}.
 */
public final class FileTable {
  /** {@code RPMFILE_GHOST} in RPM's {@code include/rpm/rpmfiles.h}. */
  private static final int GHOST = 1 << 6;

  private final PathColumn paths;
  private final PathIndex pathIndex;
  private final FileKind[] kinds;
  private final BitSet executable;
  private final long[] sizes;
  private final int[] flags;
  private final Optional<HashAlgorithm> digestAlgorithm;
  private final Optional<Strings> digests;
  private final Optional<Strings> linkTargets;
  private final HardLinks hardLinks;

  FileTable(
      PathColumn paths,
      PathIndex pathIndex,
      FileKind[] kinds,
      BitSet executable,
      long[] sizes,
      int[] flags,
      Optional<HashAlgorithm> digestAlgorithm,
      Optional<Strings> digests,
      Optional<Strings> linkTargets,
      HardLinks hardLinks) {
    this.paths = paths;
    this.pathIndex = pathIndex;
    this.kinds = kinds;
    this.executable = executable;
    this.sizes = sizes;
    this.flags = flags;
    this.digestAlgorithm = digestAlgorithm;
    this.digests = digests;
    this.linkTargets = linkTargets;
    this.hardLinks = hardLinks;
  }

  FileTable withHardLinks(HardLinks links) {
    return new FileTable(
        paths,
        pathIndex,
        kinds,
        executable,
        sizes,
        flags,
        digestAlgorithm,
        digests,
        linkTargets,
        links);
  }

  /** The number of files. */
  public int size() {
    return kinds.length;
  }

  public FilePath path(int file) {
    return paths.path(file);
  }

  public FileKind kind(int file) {
    return kinds[file];
  }

  /** Whether its mode has an x bit, whoever's. */
  public boolean isExecutable(int file) {
    return executable.get(file);
  }

  /** The files whose mode has an x bit, for those who keep them when the header has gone. */
  public BitSet executable() {
    return (BitSet) executable.clone();
  }

  /** Of the content, in bytes; for a symbolic link, of its target. */
  public long contentSize(int file) {
    return sizes[file];
  }

  /** Whether the package owns the path without shipping the file. */
  public boolean isGhost(int file) {
    return (flags[file] & GHOST) != 0;
  }

  /** Whether the package ships it with a content that can be measured. */
  public boolean isShippedRegular(int file) {
    return kinds[file] == FileKind.REGULAR && !isGhost(file);
  }

  /** Of the digests in the header; empty if the header has none. */
  public Optional<HashAlgorithm> digestAlgorithm() {
    return digestAlgorithm;
  }

  /** The header's digest of a file's content; empty if it has none. */
  public Optional<FileDigest> digest(int file) {
    if (digests.isEmpty() || digests.get().length(file) == 0) {
      return Optional.empty();
    }
    String hex = digests.get().text(file);
    return isZeros(hex)
        ? Optional.empty()
        : Optional.of(FileDigest.ofHex(digestAlgorithm.orElseThrow(), hex));
  }

  private static boolean isZeros(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      if (hex.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }

  /** A symbolic link's target, as the header has it. */
  public byte[] linkTarget(int file) {
    return linkTargets.map(targets -> targets.bytes(file)).orElse(new byte[0]);
  }

  public HardLinks hardLinks() {
    return hardLinks;
  }

  /** The paths alone, for those who keep them when the header has gone. */
  public PathColumn paths() {
    return paths;
  }

  /** No two files have the same path. */
  public PathIndex pathIndex() {
    return pathIndex;
  }
}
