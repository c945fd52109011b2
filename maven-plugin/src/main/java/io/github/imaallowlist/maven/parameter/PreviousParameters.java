package io.github.imaallowlist.maven.parameter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.TrustFiles;
import java.io.File;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list that the last run made, and who is trusted to have signed it. */
public record PreviousParameters(
    @Nullable File list,
    List<File> keys,
    List<File> anchors,
    List<File> keyrings,
    @Nullable File signature) {

  /**
   * @param keepsRemoved whether it is of any use
   * @param allowUnsigned whether it may be a list that nobody signed
   */
  public Optional<ListSource> toSource(boolean keepsRemoved, boolean allowUnsigned)
      throws AllowlistException {
    if (keepsRemoved != (list != null)) {
      throw Misuse.of(
          "--keep-removed and --previous go together: what left is in the list before",
          "Give both, or neither.");
    }
    Misuse.requireTogether(
        signature != null || trust().isPresent(),
        list != null,
        "--previous-key, --previous-ca, --previous-keyring and --previous-signature go with"
            + " --previous");
    return Values.path(list)
        .map(file -> new ListSource.InFile(file, Values.path(signature), trust(), allowUnsigned));
  }

  private Optional<TrustFiles> trust() {
    return keys.isEmpty() && anchors.isEmpty() && keyrings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TrustFiles(
                Values.paths(keys),
                Values.paths(anchors),
                List.of(),
                List.of(),
                Values.paths(keyrings),
                1));
  }
}
