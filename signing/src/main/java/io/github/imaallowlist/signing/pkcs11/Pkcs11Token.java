package io.github.imaallowlist.signing.pkcs11;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * An opened token.
 *
 * @param provider by which its keys are used, and no others
 * @param keyStore its private keys that have a certificate
 */
public record Pkcs11Token(Provider provider, KeyStore keyStore) {
  private static final String PROXY = "p11-kit-proxy.so";

  /** Where the PIN comes from; asked once, when the token was found. */
  @FunctionalInterface
  public interface Pin {
    /**
     * @return an array of the caller's own, which wipes it
     */
    char[] get() throws IOException, AllowlistException;
  }

  /**
   * Opens the token that the URI names.
   *
   * @param module the PKCS#11 library where the URI does not name it; without either, p11-kit's
   *     proxy for all modules of the machine
   * @throws AllowlistException if there is no such token, several match, or the PIN is wrong; it is
   *     tried once
   * @throws IOException if the module fails
   */
  public static Pkcs11Token open(Pkcs11Uri uri, Optional<Path> module, Pin pin)
      throws IOException, AllowlistException {
    String library = library(uri.modulePath().or(() -> module).or(Pkcs11Token::proxy));
    Provider first = provider(library, 0);
    int index = slotOf(uri, library);
    Provider provider = index == 0 ? first : provider(library, index);
    return new Pkcs11Token(provider, login(uri, provider, pin));
  }

  private static String library(Optional<Path> module) throws AllowlistException {
    Path file =
        module.orElseThrow(
            () ->
                new AllowlistException(
                    ExitCode.IO,
                    "no PKCS#11 module was named, and p11-kit's proxy is not installed",
                    "Give the token's library with --pkcs11-module or module-path in the URI."));
    if (!Files.isReadable(file)) {
      throw new AllowlistException(
          ExitCode.IO, file + ": there is no such PKCS#11 module", "Check the name.");
    }
    String path = file.toAbsolutePath().toString();
    // It goes into a configuration text, where other characters have a meaning.
    if (!path.matches("[A-Za-z0-9_./+@~-]+")) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "the path of the PKCS#11 module has characters that Java's settings cannot take",
          "Name it by a path of ASCII letters, digits and ._+@~- alone, such as a link.");
    }
    return path;
  }

  private static Optional<Path> proxy() {
    for (String folder : List.of("/usr/lib64", "/usr/lib", "/usr/local/lib")) {
      Path file = Path.of(folder, PROXY);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    // Debian's folder for each architecture.
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-gnu*")) {
      for (Path folder : folders) {
        if (Files.isRegularFile(folder.resolve(PROXY))) {
          return Optional.of(folder.resolve(PROXY));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Such a provider is made for one slot, by its place in the module's list. */
  private static Provider provider(String library, int index)
      throws IOException, AllowlistException {
    Provider unconfigured = Security.getProvider("SunPKCS11");
    if (unconfigured == null) {
      throw new AllowlistException(
          ExitCode.IO,
          "this Java has no PKCS#11",
          "Use one that has the module jdk.crypto.cryptoki, as every whole JDK has.");
    }
    try {
      return unconfigured.configure(
          "--name=ima-allowlist-%d%nlibrary=%s%nslotListIndex=%d%n"
              .formatted(index, library, index));
    } catch (InvalidParameterException | ProviderException e) {
      throw new IOException(
          "%s: cannot be used as a PKCS#11 module: %s".formatted(library, rootOf(e)), e);
    }
  }

  private static int slotOf(Pkcs11Uri uri, String library) throws IOException, AllowlistException {
    List<TokenSlots.Slot> all;
    try {
      all = TokenSlots.of(library);
    } catch (IllegalAccessException e) {
      throw new AllowlistException(
          ExitCode.IO,
          "this Java does not let the PKCS#11 module be asked for its tokens",
          "Run Java with --add-exports"
              + " jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED.",
          e);
    }
    List<TokenSlots.Slot> matching = all.stream().filter(slot -> isMeant(uri, slot)).toList();
    if (matching.size() == 1) {
      return matching.get(0).index();
    }
    throw new AllowlistException(
        ExitCode.NO_TRUST,
        "%s: %s; the module has %s"
            .formatted(
                uri,
                matching.isEmpty() ? "there is no such token" : "more than one token is meant",
                all.isEmpty()
                    ? "none"
                    : String.join(", ", all.stream().map(Object::toString).toList())),
        "Name one token by token, serial or slot-id, and check that it is plugged in.");
  }

  /** A token without a label is one that nobody has set up; it is meant only by number. */
  private static boolean isMeant(Pkcs11Uri uri, TokenSlots.Slot slot) {
    return uri.token()
            .map(slot.label()::equals)
            .orElse(!slot.label().isEmpty() || uri.slotId().isPresent())
        && uri.serial().map(slot.serial()::equals).orElse(true)
        && uri.slotId().map(id -> id == slot.id()).orElse(true);
  }

  private static KeyStore login(Pkcs11Uri uri, Provider provider, Pin source)
      throws IOException, AllowlistException {
    char[] pin = source.get();
    try {
      KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
      keyStore.load(null, pin);
      return keyStore;
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      throw new AllowlistException(
          ExitCode.NO_TRUST,
          "%s: the PIN does not open the token: %s".formatted(uri, rootOf(e)),
          "Check the PIN; it was tried once, and tokens lock after few wrong ones.",
          e);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static String rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
