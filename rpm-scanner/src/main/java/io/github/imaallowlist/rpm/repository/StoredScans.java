package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.rpm.cache.CacheKey;
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
  private final List<StoredFile> usable;
  private final long others;

  private StoredScans(String name, ScanCache cache, List<StoredFile> usable, long others) {
    this.name = name;
    this.cache = cache;
    this.usable = List.copyOf(usable);
    this.others = others;
  }

  /**
   * @param name as the user gave it
   * @param settings a key of any package, with the settings
   */
  public static StoredScans in(String name, ScanCache cache, CacheKey settings) throws IOException {
    ScanCache.Split split = cache.entriesMadeAs(settings);
    return new StoredScans(name, cache, split.usable(), split.otherPackages());
  }

  @Override
  public String name() {
    return name;
  }

  public boolean isEmpty() {
    return usable.isEmpty() && others == 0;
  }

  /** How many packages there are besides, whose entries were all made with other settings. */
  public long others() {
    return others;
  }

  @Override
  public SourceListing list() {
    List<PackageRef> refs = new ArrayList<>(usable.size());
    for (StoredFile entry : usable) {
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
