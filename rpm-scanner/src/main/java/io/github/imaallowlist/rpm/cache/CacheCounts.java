package io.github.imaallowlist.rpm.cache;

import java.util.List;
import java.util.Optional;

/**
 * What a run had of the cache.
 *
 * @param found entries that were used
 * @param made entries that were written
 * @param unusable entries that were there and not used, because they were damaged or somebody else
 *     could have written them
 * @param examples the first of these, each with what is wrong; sorted
 * @param writeProblem why entries could not be written, if so; none was then
 */
public record CacheCounts(
    long found, long made, long unusable, List<String> examples, Optional<String> writeProblem) {
  public CacheCounts {
    examples = List.copyOf(examples);
  }
}
