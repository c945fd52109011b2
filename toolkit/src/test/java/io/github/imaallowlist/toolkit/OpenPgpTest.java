package io.github.imaallowlist.toolkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.signing.Passphrase;
import io.github.imaallowlist.toolkit.output.Destination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing and verifying with OpenPGP, and a look at keys before they are pinned. */
@RequiresTool({"gpg", "gpgconf"})
final class OpenPgpTest {
  @TempDir static Path home;
  private static Path keyring;
  private static Path secret;

  @TempDir private Path work;

  @BeforeAll
  static void makeKey() throws IOException {
    gpg("--passphrase", "", "--quick-generate-key", "signer@example.org", "ed25519", "sign");
    keyring = Files.write(home.resolve("public"), gpg("--export").output());
    secret = Files.write(home.resolve("secret"), gpg("--export-secret-keys").output());
  }

  @AfterAll
  static void stopAgent() {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
  }

  private static Tools.Outcome gpg(Object... args) {
    List<Object> command = new ArrayList<>(List.of("gpg", "--homedir", home, "--batch", "--quiet"));
    command.addAll(Arrays.asList(args));
    return Tools.run(command.toArray()).succeeded();
  }

  private void assertSigns(OpenPgpKey key) throws Exception {
    Path list = Files.writeString(work.resolve("list"), "not looked at");
    Path signature = work.resolve("list.asc");

    SignResult signed =
        Sign.run(
            new SignRequest(
                list, new OpenPgpSigning(key), new Destination.InFile(signature), work));

    gpg("--verify", signature, list);
    TrustFiles trust =
        new TrustFiles(List.of(), List.of(), List.of(), List.of(), List.of(keyring), 1);
    VerifyRequest request =
        new VerifyRequest(
            list,
            Optional.of(signature),
            trust,
            Optional.empty(),
            false,
            AgeLimits.NONE,
            Instant.now(),
            work);
    assertThat(Verify.run(request).signers())
        .extracting(VerifyResult.Signer::fingerprint)
        .isEqualTo(signed.signedBy().keys())
        .hasSize(1);
    Files.writeString(list, "another");
    assertThatThrownBy(() -> Verify.run(request))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.NO_TRUST, AllowlistException::exitCode);
  }

  @Test
  void keyFileSigns() throws Exception {
    assertSigns(new OpenPgpKey.InFile(secret, Optional.empty(), Passphrase.none(), Instant.now()));
  }

  @Test
  void gpgSigns() throws Exception {
    assertSigns(
        new OpenPgpKey.OfGpg("signer@example.org", Optional.of(home), "gpg", Optional.empty()));
  }

  @Test
  void programSigns() throws Exception {
    String command = "gpg --homedir '" + home + "' --batch -q --armor --output - -b";
    assertSigns(new OpenPgpKey.OfCommand(command, List.of(keyring), work));
  }

  @Test
  void keysAreShownBeforeTheyArePinned() throws Exception {
    KeysResult result = Keys.run(new KeysRequest(List.of(keyring), Instant.now()));

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.files()).singleElement().returns(keyring, KeysResult.KeyFile::path);
    assertThat(gpg("--with-colons", "--list-keys").text())
        .contains(result.files().get(0).certificates().get(0).primary().fingerprint().toString());
    assertThatThrownBy(() -> Keys.run(new KeysRequest(List.of(secret), Instant.now())))
        .asInstanceOf(InstanceOfAssertFactories.type(AllowlistException.class))
        .returns(ExitCode.NO_TRUST, AllowlistException::exitCode);
  }
}
