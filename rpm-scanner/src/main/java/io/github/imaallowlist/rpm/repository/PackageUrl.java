package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.Repomd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One package at a URL. Nothing vouches for it. */
public final class PackageUrl implements PackageSource {
  private final RemoteFiles files;
  private final Location location;

  /**
   * @param files the folder that it is in
   */
  PackageUrl(RemoteFiles files, Location location) {
    this.files = files;
    this.location = location;
  }

  @Override
  public String name() {
    return files.nameOf(location);
  }

  @Override
  public SourceListing list() {
    return SourceListing.of(
        List.of(
            PackageRef.undescribed(
                location.path(), new RemotePackage(files, location, OptionalLong.empty()))));
  }

  @Override
  public Optional<Repomd> repomd() {
    return Optional.empty();
  }

  /** It is read in one go, and a part of another state does not join it. */
  @Override
  public void ensureUnchanged() {}

  @Override
  public void close() {
    files.transport().close();
  }
}
