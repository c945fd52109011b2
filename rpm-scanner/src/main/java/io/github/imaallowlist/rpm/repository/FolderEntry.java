package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.RelativePath;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A package file that a folder walk found, and by what a change of it shows.
 *
 * @param size in bytes
 * @param fileKey device and inode, where the file system has them
 */
record FolderEntry(
    RelativePath path, Path file, long size, FileTime modified, @Nullable Object fileKey) {

  static FolderEntry of(RelativePath path, Path file, BasicFileAttributes attributes) {
    return new FolderEntry(
        path, file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  /**
   * Whether another look at the path found the same file, unchanged.
   *
   * <p>Spelled out, for a record's own {@code equals} is put together at its first call, which
   * takes a tenth of a second.
   */
  boolean isUnchanged(FolderEntry now) {
    return size == now.size
        && modified.equals(now.modified)
        && Objects.equals(fileKey, now.fileKey);
  }

  LocalPackage toLocation() {
    return new LocalPackage(file, size);
  }

  PackageRef toRef() {
    return PackageRef.undescribed(path, toLocation());
  }
}
