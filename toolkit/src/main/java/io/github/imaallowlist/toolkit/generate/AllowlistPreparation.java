package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.ExcludePattern;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.cache.ScanCache;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.rpm.repository.StoredScans;
import io.github.imaallowlist.rpm.scan.CacheUse;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.cache.OpenedCache;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.OpenSources;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.update.UpdateRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list that is about to be made. What can fail without the packages has been looked at, so that
 * nobody waits for it: least of all to be asked for a passphrase.
 */
public final class AllowlistPreparation {
  private final AllowlistRequest request;
  private final ProgressListener progress;
  private final List<ExcludePattern> excludes;
  private final FileSignatureKeys keys;
  private final Optional<OpenedCache> cache;

  private AllowlistPreparation(
      AllowlistRequest request,
      ProgressListener progress,
      List<ExcludePattern> excludes,
      FileSignatureKeys keys,
      Optional<OpenedCache> cache) {
    this.request = request;
    this.progress = progress;
    this.excludes = excludes;
    this.keys = keys;
    this.cache = cache;
  }

  /**
   * Looks at what was asked for, and reads the keys.
   *
   * @throws AllowlistException if it cannot be made
   */
  public static AllowlistPreparation of(AllowlistRequest request, ProgressListener progress)
      throws IOException, AllowlistException {
    List<ExcludePattern> excludes = excludePatterns(request.list());
    requireWaysToProof(request);
    SpoolFile.ensurePossible(request.temporaryFolder());
    FileSignatureKeys keys = FileSignatureKeys.read(request);
    Optional<OpenedCache> cache =
        request.source().cache().isPresent()
            ? Optional.of(OpenedCache.open(request.source().cache().get()))
            : Optional.empty();
    return new AllowlistPreparation(request, progress, excludes, keys, cache);
  }

  /** The cache, if there is one that is used. */
  public Optional<ScanCache> cache() {
    return cache.flatMap(OpenedCache::use).map(CacheUse::cache);
  }

  /** Lists the sources; the caller closes the plan. */
  public SourcePlan plan() throws IOException, AllowlistException {
    progress.phase(Phase.LIST);
    return OpenSources.withStored(request.source(), request.trust(), packagesOfCache());
  }

  /** Without a source, what the cache has is the source. */
  private Optional<StoredScans> packagesOfCache() throws IOException, AllowlistException {
    if (!request.source().names().isEmpty()) {
      return Optional.empty();
    }
    OpenedCache opened = cache.orElseThrow();
    StoredScans stored =
        opened
            .use()
            .orElseThrow()
            .packages(opened.name(), request.list().algorithms(), keys.keyring());
    if (stored.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the cache %s has no entries to make a list of".formatted(opened.name()),
          "Make them: ima-allowlist scan PACKAGE... --to DIR; or name a SOURCE.");
    }
    return Optional.of(stored);
  }

  /** Lists a repository whose signature is about to be made anew; the caller closes the plan. */
  public SourcePlan planUnpublished(Path repository) throws IOException, AllowlistException {
    progress.phase(Phase.LIST);
    return OpenSources.unpublished(repository, request.source(), request.trust());
  }

  /**
   * Reads the packages of a plan; the caller closes what comes of it, and the plan after it.
   *
   * @param repomdSha256 by what digest the list is to know its one source, if not by the one of its
   *     whole {@code repomd.xml}
   * @param previous the list that the request's updates go out from, if it does not name one
   * @throws AllowlistException if there is nothing to make a list of
   * @throws SourceChangedException if the sources changed meanwhile
   */
  public ScannedSources scan(
      SourcePlan plan, Optional<String> repomdSha256, Optional<ListSource> previous)
      throws IOException, AllowlistException {
    UpdateRequest updates = request.list().updates();
    return ScannedSources.scan(
        previous.isPresent()
            ? request.withList(request.list().withUpdates(updates.withPrevious(previous.get())))
            : request,
        plan,
        keys,
        cache,
        excludes,
        repomdSha256,
        progress);
  }

  /** What a person is told where something went wrong while a list was made. */
  public static AllowlistException failure(IOException e) {
    if (e instanceof SourceChangedException changed) {
      return new AllowlistException(
          ExitCode.IO,
          "%s changed while it was read: %s".formatted(changed.source(), changed.change()),
          "Run again when nothing writes to it; no list is made of two states.",
          e);
    }
    return Failures.of(e);
  }

  private static void requireWaysToProof(AllowlistRequest request) throws AllowlistException {
    boolean packagesMustBeSigned =
        request.trust().requirement() == Requirement.PACKAGES
            || request.trust().requirement() == Requirement.BOTH;
    if (request.source().readMode() == ReadMode.METADATA && packagesMustBeSigned) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--read metadata looks at no package, so that no package's signature can be required",
          "Give --trust metadata, or --read headers.");
    }
    boolean metadataMustBeSigned =
        request.trust().requirement() == Requirement.METADATA
            || request.trust().requirement() == Requirement.BOTH;
    if (request.source().names().isEmpty() && metadataMustBeSigned) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--from-cache without a SOURCE has no metadata whose signature could be required",
          "Name the repository as SOURCE, or give --trust packages.");
    }
  }

  private static List<ExcludePattern> excludePatterns(ListRequest list) throws AllowlistException {
    List<ExcludePattern> patterns = new ArrayList<>();
    for (String text : list.excludePaths()) {
      try {
        patterns.add(new ExcludePattern(text));
      } catch (IllegalArgumentException e) {
        throw new AllowlistException(
            ExitCode.USAGE,
            String.valueOf(e.getMessage()),
            "Keylime switches all excludes off when one is invalid; write it in plain syntax.",
            e);
      }
    }
    return patterns;
  }
}
