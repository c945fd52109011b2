package io.github.imaallowlist.toolkit.update;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.allowlist.ByteSpool;
import io.github.imaallowlist.allowlist.EntrySink;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.PackageNumbers;
import io.github.imaallowlist.allowlist.PackageOwners;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.KeylimePolicy;
import io.github.imaallowlist.format.OwnedPolicyReader;
import io.github.imaallowlist.format.ProvenanceUpdates;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.repository.PackageRef;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.source.NevraText;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Says of each package of the sources which number its digests have in the list, takes out what is
 * revoked, and takes over what is kept of the earlier list. For one thread.
 */
public final class Updates implements Closeable {
  private final SameSources sources;
  private final boolean allowOther;
  private final PackageNumbers numbers = new PackageNumbers();
  private final RevocationTally revocation;
  private final Retirement retirement;
  private final ListSource.@Nullable Opened opened;
  private final @Nullable OwnedPolicyReader previous;

  private Updates(
      UpdateRequest request,
      PackageSelection selection,
      SameSources sources,
      Revocation revocation,
      ListSource.@Nullable Opened opened,
      @Nullable OwnedPolicyReader previous) {
    this.sources = sources;
    this.allowOther = request.allowOtherPrevious();
    this.revocation = new RevocationTally(revocation);
    this.retirement =
        new Retirement(
            request.keepRemoved().orElse(Duration.ZERO),
            request.now(),
            selection,
            numbers,
            this.revocation);
    this.opened = opened;
    this.previous = previous;
  }

  /**
   * Reads what the request names, and finds out what is wrong with it before any package is read.
   *
   * @param selection of the sources' packages
   * @param names of the sources; empty if they have none
   * @param allowlist that the sources' files will be added to
   * @param temporaryFolder an existing folder with room for the earlier list
   * @throws AllowlistException if nobody vouches for the earlier list, or it is of other sources
   * @throws io.github.imaallowlist.error.InputException if a file is malformed
   */
  public static Updates open(
      UpdateRequest request,
      PackageSelection selection,
      List<String> names,
      AllowlistBuilder allowlist,
      Path temporaryFolder)
      throws IOException, AllowlistException {
    Revocation revocation =
        request.revoke().isPresent() ? Revocation.read(request.revoke().get()) : Revocation.NONE;
    SameSources sources = new SameSources(names);
    if (request.keepRemoved().isEmpty() || request.previous().isEmpty()) {
      return new Updates(request, selection, sources, revocation, null, null);
    }
    ListSource.Opened opened = request.previous().get().open(temporaryFolder, Instant.now());
    try {
      OwnedPolicyReader previous =
          OwnedPolicyReader.open(
              opened.list().name(),
              () -> new BufferedInputStream(opened.list().open()),
              allowlist.newSpool());
      if (!request.allowOtherPrevious()) {
        sources.require(opened.list().name(), previous.policy().edition());
      }
      return new Updates(request, selection, sources, revocation, opened, previous);
    } catch (IOException | AllowlistException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * The number of a package of the sources.
   *
   * @param id as its header has it
   * @param files how many it has
   * @return the owner of its files; absent if the package is revoked, see {@link #revoked}
   */
  public OptionalInt owner(PackageRef ref, Optional<PackageId> id, long files) {
    OwningPackage one = owning(ref, id);
    retirement.seen(one);
    Optional<NevraText> named = id.or(ref::id).map(NevraText::of);
    if (named.isPresent() && revocation.isRevoked(named.get(), files)) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(numbers.of(one));
  }

  /** A package that the sources have, and that is not in the list: it did not leave. */
  public void there(PackageRef ref, Optional<PackageId> id) {
    retirement.seen(owning(ref, id));
  }

  /** The owner of the files of a revoked package: what others have too is told by it. */
  public int revoked(PackageRef ref, Optional<PackageId> id) {
    return numbers.ofRevoked(owning(ref, id));
  }

  private static OwningPackage owning(PackageRef ref, Optional<PackageId> id) {
    String name = id.or(ref::id).map(Updates::nameOf).orElse(ref.name());
    return OwningPackage.current(name, ref.checksum().map(Object::toString));
  }

  /** RPM does not tell epoch 0 from an absent one. */
  private static String nameOf(PackageId id) {
    boolean named = id.epoch().orElse(0) > 0;
    return named
        ? id.toString()
        : new PackageId(id.name(), OptionalInt.empty(), id.version(), id.release(), id.arch())
            .toString();
  }

  /**
   * Whether a file's content is revoked.
   *
   * @param digests of the content, in each algorithm
   */
  public boolean isRevoked(List<FileDigest> digests) {
    return revocation.isRevoked(digests);
  }

  /**
   * Reads a base without what is revoked; a path without a digest left goes.
   *
   * @param spool an empty one
   * @param sink takes the entries, without owners
   */
  public KeylimePolicy readBase(ByteSource base, ByteSpool spool, EntrySink sink)
      throws IOException, AllowlistException {
    if (revocation.isEmpty()) {
      return PolicyFile.read(base, sink);
    }
    // Says what is wrong with a file that is no policy, before it is read with its packages.
    KeylimePolicy policy = PolicyFile.read(base, entry -> {});
    OwnedPolicyReader reader =
        OwnedPolicyReader.open(base.name(), () -> new BufferedInputStream(base.open()), spool);
    reader.forEach(new BaseEntries(revocation, reader.packages(), sink));
    return policy;
  }

  /**
   * Merges in what is kept of the earlier list, after all packages of the sources came.
   *
   * @throws AllowlistException if it has none of them
   */
  public void addPrevious(AllowlistBuilder allowlist) throws IOException, AllowlistException {
    if (previous != null && opened != null) {
      if (!allowOther) {
        sources.require(opened.list().name(), previous.packages(), retirement.current());
      }
      int[] kept = retirement.numbersOf(previous.packages());
      previous.forEach(
          new PreviousEntries(allowlist, retirement, revocation, previous.packages(), kept));
    }
  }

  /** The packages of the list, when all were added. */
  public PackageOwners owners() {
    return numbers.owners();
  }

  /** What the list is to say of its packages. */
  public ProvenanceUpdates provenance(PackageOwners owners) {
    return new ProvenanceUpdates(owners.packages(), revocation.provenance(), sources.names());
  }

  /** What was done, after the list was written. */
  public UpdateSummary summary(PackageOwners owners) {
    return new UpdateSummary(
        retirement.kept(),
        retirement.removedNow(),
        retirement.expired(),
        revocation.summary(),
        owners.sharedWithRevoked(),
        owners.examples());
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
