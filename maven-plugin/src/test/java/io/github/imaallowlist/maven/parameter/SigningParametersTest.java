package io.github.imaallowlist.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.toolkit.CmsSigning;
import io.github.imaallowlist.toolkit.EnvelopeSigning;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SigningParametersTest {
  private static final SettingsDecrypter NOT_ASKED =
      request -> {
        throw new AssertionError("nothing is to be decrypted");
      };

  @TempDir private Path folder;

  @BeforeEach
  void makeAFileForTheKey() throws IOException {
    Files.createFile(folder.resolve("key.pem"));
  }

  private static SigningParameters parameters(
      @Nullable String key,
      @Nullable File cert,
      @Nullable File openPgp,
      @Nullable String gpg,
      @Nullable String kind,
      List<File> chain) {
    return new SigningParameters(
        key, cert, null, null, openPgp, null, gpg, null, kind, chain, passphrase(null, null));
  }

  private static PassphraseParameters passphrase(@Nullable String server, @Nullable String env) {
    return new PassphraseParameters("passphrase", server, env, null, new Settings(), NOT_ASKED);
  }

  @Test
  void aKeyAloneSignsAnEnvelope() throws AllowlistException {
    assertThat(
            parameters("key.pem", null, null, null, null, List.of())
                .toRequest(folder, Instant.EPOCH))
        .get()
        .isInstanceOf(EnvelopeSigning.class);
  }

  @Test
  void aKindOfCmsSignsBesideTheList() throws AllowlistException {
    assertThat(
            parameters("key.pem", new File("c.pem"), null, null, "cms-der", List.of())
                .toRequest(folder, Instant.EPOCH))
        .get()
        .isInstanceOf(CmsSigning.class);
  }

  @Test
  void anOpenPgpKeySignsBesideTheList() throws AllowlistException {
    assertThat(
            parameters(null, null, new File("k.asc"), null, null, List.of())
                .toRequest(folder, Instant.EPOCH))
        .get()
        .isInstanceOf(OpenPgpSigning.class);
    assertThat(
            parameters(null, null, null, "0123", null, List.of()).toRequest(folder, Instant.EPOCH))
        .get()
        .isInstanceOf(OpenPgpSigning.class);
  }

  @Test
  void withoutAKeyNothingIsSigned() throws AllowlistException {
    assertThat(parameters(null, null, null, null, null, List.of()).toRequest(folder, Instant.EPOCH))
        .isEmpty();
  }

  @Test
  void aMissingKeyNamesItsParameter() {
    assertRefused(parameters("none.pem", null, null, null, null, List.of()), "the parameter key");
  }

  @Test
  void parametersThatExcludeOneAnotherAreRefused() {
    assertRefused(
        parameters("key.pem", null, null, "0123", null, List.of()), "exclude one another");
    assertRefused(
        parameters(null, new File("c.pem"), null, null, null, List.of()), "go with --key");
    assertRefused(
        parameters("key.pem", null, null, null, null, List.of(new File("c.pem"))), "--chain");
    assertRefused(parameters(null, null, null, "0123", "dsse", List.of()), "go with --key");
  }

  @Test
  void aPassphraseComesFromOnePlace() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> passphrase("server", "VARIABLE").toPassphrase())
        .withMessageContaining("-Dima.passphraseServerId");
  }

  @Test
  void aVariableThatIsNotSetIsNamed() throws AllowlistException {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(
            () -> passphrase(null, "IMA_ALLOWLIST_NO_SUCH").toPassphrase().forKey("key.pem"))
        .withMessageContaining("IMA_ALLOWLIST_NO_SUCH")
        .withMessageContaining("-Dima.passphraseEnv");
  }

  private void assertRefused(SigningParameters parameters, String problem) {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> parameters.toRequest(folder, Instant.EPOCH))
        .withMessageContaining(problem);
  }
}
