package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists with a detached OpenPGP signature, made in each way; gpg is the judge. */
@RequiresTool({"gpg", "gpgconf"})
final class OpenPgpCommandsTest {
  @TempDir static Path home;
  private static Path keyring;
  private static Path secret;
  private static Path otherKeyring;

  @TempDir private Path work;
  private Path list;

  @BeforeAll
  static void makeKeys() throws IOException {
    for (String name : List.of("signer", "other")) {
      gpg("--passphrase", "", "--quick-generate-key", name + "@example.org", "ed25519", "sign");
    }
    keyring = Files.write(home.resolve("signer.pub"), gpg("--export", "signer@example.org"));
    otherKeyring = Files.write(home.resolve("other.pub"), gpg("--export", "other@example.org"));
    secret =
        Files.write(home.resolve("signer.sec"), gpg("--export-secret-keys", "signer@example.org"));
  }

  @AfterAll
  static void stopAgent() {
    Tools.run("gpgconf", "--homedir", home, "--kill", "all");
  }

  private static byte[] gpg(Object... args) {
    List<Object> command = new ArrayList<>(List.of("gpg", "--homedir", home, "--batch", "--quiet"));
    command.addAll(Arrays.asList(args));
    return Tools.run(command.toArray()).succeeded().output();
  }

  @BeforeEach
  void nameTheList() {
    list = work.resolve("list.json");
  }

  private Run generate(Object... options) {
    List<Object> args = new ArrayList<>(List.of(options));
    args.addAll(List.of("-o", list, Repositories.SAMPLE));
    return Run.generate(args.toArray());
  }

  private void assertGpgAndVerifyAgree() {
    Path signature = work.resolve("list.json.asc");
    gpg("--verify", signature, list);
    assertThat(
            Run.of("verify", list, "--signature", signature, "--keyring", keyring)
                .succeeded()
                .err())
        .contains("Good: signed by", "paths");
    Run.of("verify", list, "--signature", signature, "--keyring", otherKeyring).ended(5);
  }

  @Test
  void secretKeyFileSigns() {
    assertThat(generate("--openpgp-key", secret).succeeded().err()).contains("signed with the key");
    assertGpgAndVerifyAgree();
  }

  @Test
  void gpgSigns() {
    generate("--gpg-key", "signer@example.org", "--gpg-homedir", home).succeeded();
    assertGpgAndVerifyAgree();
  }

  @Test
  void anotherProgramSigns() throws IOException {
    Path program = work.resolve("sign");
    Files.writeString(
        program,
        "#!/bin/sh\nexec gpg --homedir '%s' --batch -q -u signer@example.org --armor -b \"$2\"\n"
            .formatted(home));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    generate("--sign-command", program + " -d", "--sign-keyring", keyring).succeeded();
    assertGpgAndVerifyAgree();

    Path relative = Path.of("").toAbsolutePath().relativize(program.toAbsolutePath());
    generate("--sign-command", relative + " -d", "--sign-keyring", keyring).succeeded();
    assertGpgAndVerifyAgree();

    Files.delete(list);
    generate("--sign-command", program + " -d", "--sign-keyring", otherKeyring).ended(5);
    assertThat(list).doesNotExist();

    assertThat(generate("--sign-command", program + " -d").succeeded().err())
        .contains("Warning", "not looked at");
    assertGpgAndVerifyAgree();
  }

  @Test
  void programThatFailsLeavesNothing() {
    Run run = generate("--sign-command", "false");

    assertThat(run.exit()).isNotZero();
    assertThat(list).doesNotExist();
    assertThat(work.resolve("list.json.asc")).doesNotExist();
  }

  @Test
  void whatCannotSignIsSaidBeforePackagesAreRead() {
    assertThat(generate("--gpg-key", "nobody@example.org", "--gpg-homedir", home).ended(5).err())
        .contains("gpg has no such secret key")
        .doesNotContain("Reading");
    assertThat(generate("--sign-command", "no-such-program -d").ended(4).err())
        .contains("there is no such program")
        .doesNotContain("Reading");
    Path pem = work.resolve("pem");
    Run.of("keygen", pem).succeeded();
    for (Path noSecret : List.of(keyring, pem)) {
      assertThat(generate("--openpgp-key", noSecret).ended(5).err())
          .contains("gpg --export-secret-keys")
          .doesNotContain("Reading", "Get the file again");
    }
    assertThat(Run.of("generate", "--keyring", pem, Repositories.SAMPLE).ended(3).err())
        .contains("Give OpenPGP public keys: gpg --export");
  }

  @Test
  void changedListIsRefused() throws IOException {
    generate("--openpgp-key", secret).succeeded();
    Files.writeString(list, Files.readString(list).replace("/usr/bin", "/usr/bim"));

    Run.of("verify", list, "--signature", list + ".asc", "--keyring", keyring).ended(5);
  }

  @Test
  void keyOfTheOtherKindIsAskedFor() {
    generate("--openpgp-key", secret).succeeded();
    Path key = work.resolve("key");
    Run.of("keygen", key).succeeded();
    assertThat(Run.of("verify", list, "--key", key + ".pub").ended(3).err())
        .contains("no DSSE envelope", "name that with --signature");

    assertThat(
            Run.of("verify", list, "--signature", list + ".asc", "--key", key + ".pub")
                .ended(5)
                .err())
        .contains("no OpenPGP key was given");
    Path envelope = work.resolve("envelope");
    Run.of("sign", list, "--key", key, "-o", envelope).succeeded();
    assertThat(Run.of("verify", envelope, "--keyring", keyring).ended(5).err())
        .contains("do not sign envelopes");
  }

  @Test
  void optionsThatDoNotBelongTogetherAreRefused() {
    generate("--openpgp-key", secret, "--gpg-key", "x").ended(2);
    generate("--openpgp-key", secret, "--signature", "cms-pem").ended(2);
    generate("--openpgp-key", secret, "--cert", "x").ended(2);
    generate("--sign-command", "true", "--passphrase-env", "X").ended(2);
    generate("--gpg-key", "x", "--sign-keyring", keyring).ended(2);
    Run.generate("--openpgp-key", secret, Repositories.SAMPLE).ended(2);
  }
}
