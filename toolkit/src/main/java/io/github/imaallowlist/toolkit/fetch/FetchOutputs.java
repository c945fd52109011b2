package io.github.imaallowlist.toolkit.fetch;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.output.Destination.InFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where what is fetched goes. Each file appears whole or not at all, when all is verified.
 *
 * @param list gets the list as it was published: an envelope, or a list with a detached signature
 * @param signature gets the detached signature, if there is one
 * @param policy gets the list without envelope, if anything does
 * @param imaPolicy gets the IMA policy that the repository records, if anything does
 */
public record FetchOutputs(
    InFile list, InFile signature, Optional<InFile> policy, Optional<InFile> imaPolicy) {

  /** Fails where one could not be written, would replace what is needed, or is another's place. */
  void ensurePossible(List<Path> needed) throws AllowlistException, IOException {
    List<InFile> all = new ArrayList<>(List.of(list, signature));
    policy.ifPresent(all::add);
    imaPolicy.ifPresent(all::add);
    for (int i = 0; i < all.size(); i++) {
      all.get(i).ensurePossible();
      all.get(i).ensureRegular();
      all.get(i).ensureNot(needed);
      for (InFile other : all.subList(0, i)) {
        all.get(i).ensureIsNot(other);
      }
    }
  }
}
