package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.OnePassReader;
import io.github.imaallowlist.ima.check.DigestSearch;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.ListSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Looks into whole lists for what explains deviations. */
final class OlderLists {
  private OlderLists() {}

  static void search(ByteSource list, DigestSearch search) throws IOException {
    var unused =
        OnePassReader.read(list.name(), () -> new BufferedInputStream(list.open()), search);
  }

  /** Verifies the list first, as any. */
  static void search(ListSource list, DigestSearch search, Path temporaryFolder)
      throws IOException, AllowlistException {
    try (ListSource.Opened opened = list.open(temporaryFolder, Instant.now())) {
      search(opened.list(), search);
    }
  }
}
