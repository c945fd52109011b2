package io.github.imaallowlist.rpm.repository;

import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Makes {@code repodata} where createrepo_c cannot: of compressions and sizes that it does not
 * know.
 */
final class Repomds {
  private Repomds() {}

  /** Writes a primary file, and a {@code repomd.xml} that has its checksum. */
  static void write(Path folder, String fileName, byte[] primary, long openSize)
      throws IOException {
    Path repodata = Files.createDirectories(folder.resolve("repodata"));
    Files.write(repodata.resolve(fileName), primary);
    String checksum =
        HexFormat.of().formatHex(HashAlgorithm.SHA256.newMessageDigest().digest(primary));
    Files.writeString(
        repodata.resolve("repomd.xml"),
        """
        <repomd xmlns="http://linux.duke.edu/metadata/repo"><data type="primary">
        <checksum type="sha256">%s</checksum>
        <location href="repodata/%s"/><open-size>%d</open-size>
        </data></repomd>
        """
            .formatted(checksum, fileName, openSize));
  }
}
