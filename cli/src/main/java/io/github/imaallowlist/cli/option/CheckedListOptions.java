package io.github.imaallowlist.cli.option;

import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.TrustFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The allowlist that a log is checked by, and who has to have signed it. */
public final class CheckedListOptions {
  @Option(
      names = "--allowlist",
      paramLabel = "FILE",
      required = true,
      description =
          "The allowlist: a DSSE envelope; with --allowlist-signature, or --allow-unsigned, the"
              + " list itself.")
  private Path allowlist = Path.of("");

  @Option(
      names = "--allowlist-signature",
      paramLabel = "FILE",
      description = "Its detached signature: CMS in PEM or DER, or OpenPGP.")
  private @Nullable Path signature;

  @Mixin private final VerificationOptions trust = new VerificationOptions();

  @Option(
      names = "--allow-unsigned",
      description = "Take a list without a signature; an envelope's is verified all the same.")
  private boolean allowUnsigned;

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      converter = Converters.Days.class,
      description =
          "Refuse a list that was issued longer ago; or whose sources are older, if it does not say"
              + " when it was issued. Also 12h, 30d, 4w.")
  private @Nullable Duration maxAge;

  @Option(
      names = "--older-allowlist",
      paramLabel = "FILE",
      description =
          "A list of former times, an envelope by the same keys: it explains old files, and accepts"
              + " none. May be repeated.")
  private List<Path> older = List.of();

  /** What is wrong with the options together; one line. */
  public Optional<String> misuse() {
    if (trust.isGiven()) {
      return trust.problem();
    }
    return allowUnsigned && signature == null
        ? Optional.empty()
        : trust.problem().map(problem -> problem + " (or --allow-unsigned)");
  }

  public ListSource toSource() {
    return source(allowlist, Optional.ofNullable(signature));
  }

  public List<ListSource> olderSources() {
    return older.stream().map(file -> source(file, Optional.empty())).toList();
  }

  private ListSource source(Path file, Optional<Path> detached) {
    Optional<TrustFiles> files = trust.isGiven() ? Optional.of(trust.toFiles()) : Optional.empty();
    return new ListSource.InFile(file, detached, files, allowUnsigned);
  }

  public Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }
}
