package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.cache.CacheSettings;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.cache.StoredFile;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.Repomd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The packages of which a cache has entries that were made with certain settings. No metadata
 * vouches for them, and which they are, their entries say.
 */
public final class StoredScans implements PackageSource {
  private final String name;
  private final ScanCache cache;
  private final ScanCache.Split split;

  private StoredScans(String name, ScanCache cache, ScanCache.Split split) {
    this.name = name;
    this.cache = cache;
    this.split = split;
  }

  /**
   * @param name as the user gave it
   * @param settings that the entries were made with
   */
  public static StoredScans in(String name, ScanCache cache, CacheSettings settings)
      throws IOException {
    return new StoredScans(name, cache, cache.entriesMadeAs(settings));
  }

  @Override
  public String name() {
    return name;
  }

  public boolean isEmpty() {
    return split.usable().isEmpty() && split.otherPackages() == 0;
  }

  /** How many packages there are besides, whose entries were all made with other settings. */
  public long others() {
    return split.otherPackages();
  }

  /** How the first of these was scanned; a clause. */
  public Optional<String> difference() {
    return split.difference();
  }

  @Override
  public SourceListing list() {
    List<PackageRef> refs = new ArrayList<>(split.usable().size());
    for (StoredFile entry : split.usable()) {
      RelativePath path = RelativePath.between(cache.folder(), entry.file());
      refs.add(PackageRef.undescribed(path, new StoredScan(cache, entry.file(), entry.bytes())));
    }
    return SourceListing.of(refs);
  }

  @Override
  public Optional<Repomd> repomd() {
    return Optional.empty();
  }

  /** Entries do not change; one that is gone when it is to be read is a finding. */
  @Override
  public void ensureUnchanged() {}
}
