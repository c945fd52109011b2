package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.metadata.ListedPackage;
import io.github.imaallowlist.rpm.metadata.Location;
import io.github.imaallowlist.rpm.metadata.MetadataLimits;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import io.github.imaallowlist.rpm.metadata.MetadataStream;
import io.github.imaallowlist.rpm.metadata.Metalink;
import io.github.imaallowlist.rpm.metadata.PrimaryXml;
import io.github.imaallowlist.rpm.metadata.RelativePath;
import io.github.imaallowlist.rpm.metadata.Repomd;
import io.github.imaallowlist.rpm.metadata.RepomdXml;
import io.github.imaallowlist.rpm.transport.FetchFailedException;
import io.github.imaallowlist.rpm.transport.FetchedStream;
import io.github.imaallowlist.rpm.trust.MetadataProof;
import io.github.imaallowlist.rpm.trust.SignedRepomd;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A repository on a server, or on several that mirror it. */
public final class RemoteRepository implements Repository {
  private static final Location REPOMD =
      new Location(RelativePath.of(RepositoryFolder.REPOMD), Optional.empty());
  private static final Location SIGNATURE =
      new Location(RelativePath.of(SignedRepomd.SIGNATURE), Optional.empty());

  private final RemoteFiles files;
  private final Repomd repomd;
  private final SignedRepomd signed;

  private RemoteRepository(RemoteFiles files, Repomd repomd, SignedRepomd signed) {
    this.files = files;
    this.repomd = repomd;
    this.signed = signed;
  }

  /**
   * Fetches {@code repomd.xml} and its signature; all else is fetched when the packages are listed.
   * The place that gave it comes first from then on.
   *
   * @param announced what a metalink says of {@code repomd.xml}; places that have another are
   *     passed over
   */
  static RemoteRepository open(RemoteFiles files, Optional<Metalink> announced)
      throws AllowlistException, IOException {
    List<IOException> failures = new ArrayList<>();
    for (BaseUrl base : files.bases()) {
      RemoteFiles alone = new RemoteFiles(files.name(), files.transport(), List.of(base));
      try {
        byte[] bytes = fetch(alone, REPOMD);
        if (announced.isPresent() && !announced.get().announces(bytes)) {
          throw new MalformedInputException(
              base + "/" + RepositoryFolder.REPOMD,
              MalformedInputException.NO_OFFSET,
              "it is not the one that the metalink announces");
        }
        Repomd repomd = RepomdXml.parse(files.nameOf(REPOMD), bytes);
        SignedRepomd signed = new SignedRepomd(bytes, signature(alone), files.nameOf(SIGNATURE));
        return new RemoteRepository(preferring(files, base), repomd, signed);
      } catch (FetchFailedException | MalformedInputException e) {
        failures.add(e);
      }
    }
    throw noneOf(files, failures);
  }

  private static RemoteFiles preferring(RemoteFiles files, BaseUrl first) {
    List<BaseUrl> ordered = new ArrayList<>(files.bases());
    ordered.remove(first);
    ordered.add(0, first);
    return new RemoteFiles(files.name(), files.transport(), ordered);
  }

  private static byte[] fetch(RemoteFiles files, Location location) throws IOException {
    try (FetchedStream in =
        files.open(location, OptionalLong.empty(), MetadataLimits.REPOMD_BYTES)) {
      return in.readAllBytes();
    }
  }

  /** From the place of {@code repomd.xml} alone: another one may have another state. */
  private static Optional<byte[]> signature(RemoteFiles place) throws IOException {
    try {
      return Optional.of(fetch(place, SIGNATURE));
    } catch (FetchFailedException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether the server says that there is no such file (RFC 9110, section 15.5). */
  private static boolean isGone(FetchFailedException e) {
    return e.status().equals(OptionalInt.of(404)) || e.status().equals(OptionalInt.of(410));
  }

  private static IOException noneOf(RemoteFiles files, List<IOException> failures)
      throws AllowlistException {
    boolean nowhere =
        failures.stream().allMatch(e -> e instanceof FetchFailedException f && isGone(f));
    IOException last = failures.get(failures.size() - 1);
    failures.stream().filter(e -> e != last).forEach(last::addSuppressed);
    if (nowhere) {
      throw new AllowlistException(
          ExitCode.IO,
          files.name() + " has no " + RepositoryFolder.REPOMD,
          "Give the URL up to the folder repodata, without it; only on disk a folder may be without"
              + " one.",
          last);
    }
    return last;
  }

  @Override
  public String name() {
    return files.name();
  }

  @Override
  public Optional<Repomd> repomd() {
    return Optional.of(repomd);
  }

  @Override
  public MetadataProof metadataProof(Keyring keyring, Instant now) {
    return signed.proof(keyring, now);
  }

  /**
   * Fetches {@code primary.xml}. What it lists is returned only after its checksum was found to be
   * the one in {@code repomd.xml}. Whether the packages are there shows when they are fetched; what
   * else is there cannot be known.
   */
  @Override
  public SourceListing list() throws IOException {
    List<ListedPackage> listed;
    try (MetadataStream metadata = open(repomd.primary())) {
      String source = files.nameOf(repomd.primary().location());
      listed = metadata.read(content -> PrimaryXml.parse(source, content));
    } catch (IOException e) {
      throw SourceChangedException.explaining(e, this);
    }
    List<PackageRef> packages = new ArrayList<>(listed.size());
    List<PackageRef> weak = new ArrayList<>();
    for (ListedPackage entry : listed) {
      PackageLocation location =
          new RemotePackage(files, entry.location(), OptionalLong.of(entry.size()));
      boolean proven = !entry.checksum().algorithm().isWeak();
      (proven ? packages : weak).add(PackageRef.described(entry, location));
    }
    return new SourceListing(packages, weak, List.of(), List.of());
  }

  @Override
  public Optional<MetadataRecord> record(String type) throws IOException {
    return signed.record(files.nameOf(REPOMD), type);
  }

  @Override
  public String nameOf(MetadataRecord record) {
    return files.nameOf(record.location());
  }

  @Override
  public MetadataStream open(MetadataRecord metadata) throws IOException {
    long maxBytes = metadata.size().orElse(MetadataLimits.contentOf(metadata.type()));
    return MetadataStream.open(
        files.nameOf(metadata.location()),
        () -> files.open(metadata.location(), metadata.size(), maxBytes),
        OptionalLong.empty(),
        metadata);
  }

  /** {@code repomd.xml} is fetched again and compared; the checksums in it cover all else. */
  @Override
  public void ensureUnchanged() throws IOException {
    byte[] now;
    try {
      now = fetch(files, REPOMD);
    } catch (FetchFailedException e) {
      if (isGone(e)) {
        throw new SourceChangedException(name(), RepositoryFolder.REPOMD + " is gone");
      }
      throw e;
    }
    if (!RepomdXml.digestOf(now).equals(repomd.digest())) {
      throw new SourceChangedException(name(), RepositoryFolder.REPOMD + " is another one");
    }
  }

  @Override
  public void close() {
    files.transport().close();
  }
}
