package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.pkcs11.Pkcs11Uri;
import java.nio.file.Path;
import java.util.Optional;

/** Where a private key is. */
public sealed interface KeyLocation {
  /**
   * A key in a file: PEM or PKCS#12, which its content tells.
   *
   * @param alias of the key, where a PKCS#12 file has several
   */
  record InFile(Path path, Optional<String> alias) implements KeyLocation {
    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A key in a PKCS#11 token.
   *
   * @param module the PKCS#11 library where the URI does not name it
   */
  record InToken(Pkcs11Uri uri, Optional<Path> module) implements KeyLocation {
    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return uri.toString();
    }
  }

  /** The file that nothing may overwrite, if there is one. */
  Optional<Path> file();

  /**
   * What a user gave as a key: a PKCS#11 URI, or a file.
   *
   * @throws AllowlistException if it begins like a URI and is none
   */
  static KeyLocation parse(String text, Optional<String> alias, Optional<Path> module)
      throws AllowlistException {
    return Pkcs11Uri.isOne(text)
        ? new InToken(Pkcs11Uri.parse(text), module)
        : new InFile(Path.of(text), alias);
  }
}
