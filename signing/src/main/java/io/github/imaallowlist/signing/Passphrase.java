package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;
import java.nio.file.Path;

/** Where the passphrase of a private key comes from: a prompt, a file, an environment variable. */
@FunctionalInterface
public interface Passphrase {
  /**
   * The passphrase; asked only when a key turns out to be encrypted, or is to be.
   *
   * @param keyFile the key's file, as the user knows it
   * @return an array of the caller's own, which wipes it after use
   * @throws AllowlistException if there is none
   */
  char[] forKey(String keyFile) throws IOException, AllowlistException;

  /** The first line of a file, in UTF-8. */
  static Passphrase firstLineOf(Path file) {
    return keyFile -> PassphraseFile.firstLine(file);
  }

  /** For runs that have no passphrase: an encrypted key is refused. */
  static Passphrase none() {
    return keyFile -> {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          keyFile + ": the private key is encrypted, and no passphrase was given",
          "Give its passphrase by environment variable, file or prompt.");
    };
  }
}
