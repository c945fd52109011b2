package io.github.imaallowlist.toolkit.source;

import java.util.List;
import java.util.Optional;

/**
 * What the sources of a plan are called in a list, so that no other repository's list is taken for
 * an earlier one of theirs.
 */
public final class RepositoryNames {
  /**
   * What the Open Build Service calls the repositories that it publishes ({@code bs_publish}):
   * instance, project and repository. Other tags say which state it is, as a product's.
   */
  private static final String OBS = "obsrepository://";

  private RepositoryNames() {}

  /**
   * @param given what the user calls them
   * @return that; else what their metadata says, if it does
   */
  public static List<String> of(Optional<String> given, SourcePlan plan) {
    return given
        .map(List::of)
        .orElseGet(
            () ->
                plan.sources().stream()
                    .flatMap(planned -> planned.source().repomd().stream())
                    .flatMap(repomd -> repomd.repoTags().stream())
                    .filter(tag -> tag.startsWith(OBS))
                    .sorted()
                    .distinct()
                    .toList());
  }
}
