package io.github.imaallowlist.toolkit.generate;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.format.ExcludePattern;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import io.github.imaallowlist.toolkit.source.SourcePlan;
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

  private AllowlistPreparation(
      AllowlistRequest request,
      ProgressListener progress,
      List<ExcludePattern> excludes,
      FileSignatureKeys keys) {
    this.request = request;
    this.progress = progress;
    this.excludes = excludes;
    this.keys = keys;
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
    return new AllowlistPreparation(request, progress, excludes, FileSignatureKeys.read(request));
  }

  /** The folder of the cache, if there is one that is used. */
  public Optional<Path> cacheFolder() {
    return cache.flatMap(OpenedCache::use).map(use -> use.cache().folder());
  }

  /** Lists the sources; the caller closes the plan. */
  public SourcePlan plan() throws IOException, AllowlistException {
    progress.phase(Phase.LIST);
    return SourcePlan.of(
        request.source().names(),
        request.source().settings(),
        request.trust().policy(),
        request.source().selection(),
        request.source().jobs());
  }

  /** Lists a repository whose signature is about to be made anew; the caller closes the plan. */
  public SourcePlan planUnpublished(Path repository) throws IOException, AllowlistException {
    progress.phase(Phase.LIST);
    return SourcePlan.ofUnpublished(
        repository,
        request.trust().policy(),
        request.source().selection(),
        request.source().jobs());
  }

  /**
   * Reads the packages of a plan; the caller closes what comes of it, and the plan after it.
   *
   * @param repomdSha256 by what digest the list is to know its one source, if not by the one of its
   *     whole {@code repomd.xml}
   * @throws AllowlistException if there is nothing to make a list of
   * @throws SourceChangedException if the sources changed meanwhile
   */
  public ScannedSources scan(SourcePlan plan, Optional<String> repomdSha256)
      throws IOException, AllowlistException {
    return ScannedSources.scan(request, plan, keys, excludes, repomdSha256, progress);
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
