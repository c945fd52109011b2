package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.rpm.repository.OpenedSource;
import io.github.imaallowlist.rpm.repository.Repository;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.rpm.repository.Sources;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the list out of a published repository, for a verifier.
 *
 * <p>The way of proof is: pinned key, {@code repomd.xml.asc}, {@code repomd.xml}, the record's
 * checksums and sizes, the file; and then the list's own signature, by keys that are pinned for it.
 * Both have to hold: the first says that the publisher offers this list now, the second that it was
 * made by who makes lists.
 */
public final class Fetch {
  /** A repository may be published anew while it is read. */
  private static final int ATTEMPTS = 3;

  private static final long PAUSE_MILLIS = 500;

  private Fetch() {}

  /**
   * Fetches, verifies, and puts the list in its place.
   *
   * @throws AllowlistException if it is not good, not there, or out of date; then nothing is
   *     written
   */
  public static FetchResult run(FetchRequest request) throws AllowlistException {
    try {
      List<Path> needed = new ArrayList<>(request.repositoryTrust().keyrings());
      request.listTrust().ifPresent(trust -> needed.addAll(trust.files().files()));
      needed.addAll(request.age().files());
      request.outputs().ensurePossible(needed);
      SpoolFile.ensurePossible(request.temporaryFolder());
      for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
        try {
          return attempt(request);
        } catch (SourceChangedException e) {
          Thread.sleep(PAUSE_MILLIS);
        }
      }
      return attempt(request);
    } catch (SourceChangedException e) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s changed while it was read: %s".formatted(e.source(), e.change()),
          "Run again when it is published whole.",
          e);
    } catch (IOException e) {
      throw Failures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static FetchResult attempt(FetchRequest request) throws IOException, AllowlistException {
    List<OpenedSource> opened = Sources.open(request.source(), request.settings());
    try {
      if (opened.size() != 1) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "%s has %d repositories, and a list is of one"
                .formatted(request.source(), opened.size()),
            "Name the repository's URL instead of the file.");
      }
      if (!(opened.get(0).source() instanceof Repository repository)) {
        throw new AllowlistException(
            ExitCode.USAGE,
            request.source() + " is no repository, which alone can have a published list",
            "Name the folder or the URL that has repodata in it.");
      }
      return new ListFetch(request, opened.get(0), repository).run();
    } finally {
      for (OpenedSource source : opened) {
        source.close();
      }
    }
  }
}
