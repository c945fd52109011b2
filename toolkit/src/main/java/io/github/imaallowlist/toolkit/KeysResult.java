package io.github.imaallowlist.toolkit;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.openpgp.KeyListing;
import java.nio.file.Path;
import java.util.List;

/** What keys are in files, in their order. */
public record KeysResult(List<KeyFile> files) {
  public KeysResult {
    files = List.copyOf(files);
  }

  /**
   * One file.
   *
   * @param certificates at least one
   */
  public record KeyFile(Path path, List<KeyListing> certificates) {
    public KeyFile {
      certificates = List.copyOf(certificates);
    }

    /**
     * Whether the file is fit to be pinned: a certificate in it verifies what is signed now, and
     * none was tampered with. Old keys beside the one in use do no harm.
     */
    public boolean isUsable() {
      return certificates.stream().anyMatch(KeyListing::verifies)
          && certificates.stream().allMatch(KeyListing::sound);
    }
  }

  /** {@link ExitCode#NO_TRUST} if one of the files is not fit to be pinned. */
  public ExitCode exitCode() {
    return files.stream().allMatch(KeyFile::isUsable) ? ExitCode.OK : ExitCode.NO_TRUST;
  }
}
