package io.github.imaallowlist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.cli.console.Terminal;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keys}, on the keys of rpm's own tests. */
final class KeysCommandTest {
  private static final Path KEYS = Path.of("../../shared/corpus/keys");
  private static final Path GOOD = KEYS.resolve("rpm.org-rsa-2048-add-subkey.asc");
  private static final Path TAMPERED = KEYS.resolve("CVE-2021-3521-badbind.asc");
  private static final Path EXPIRED = KEYS.resolve("alice-expired-subkey.asc");
  private static final int COLUMNS = 60;

  @TempDir private Path work;

  @BeforeAll
  static void corpusIsThere() {
    Tools.require(Files.isDirectory(KEYS), "no test data in " + KEYS);
  }

  @Test
  @RequiresTool("gpg")
  void listsTheFingerprintsThatGpgDoes() {
    List<String> expected =
        Tools.run("gpg", "--homedir", work, "--batch", "--with-colons", "--show-keys", GOOD)
            .succeeded()
            .lines()
            .stream()
            .filter(line -> line.startsWith("fpr:"))
            .map(line -> line.split(":", -1)[9])
            .toList();

    Run run = Run.of("keys", GOOD).succeeded();

    assertThat(expected).hasSize(3);
    assertThat(run.text()).contains(expected);
    assertThat(run.text()).contains("rpm.org RSA testkey <rsa@rpm.org>", "RSA 2048", "Good:");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void saysWhyKeysVerifyNothing() {
    Run run = Run.of("keys", GOOD, TAMPERED, EXPIRED).ended(5);

    assertThat(run.text().replaceAll("\\s+", " "))
        .contains("is not followed by a signature", "No good: verifies nothing at all")
        .contains("Alice", "expired 2022-04-12", "No good: verifies nothing that is signed now");
  }

  @Test
  void fitsTheTerminal() {
    Run run = Run.at(new Terminal(true, false, COLUMNS), "keys", GOOD, TAMPERED, EXPIRED).ended(5);

    assertThat(run.text().lines().skip(1).filter(line -> !line.startsWith("..")))
        .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
  }

  @Test
  void jsonHasTheSame() {
    Run run = Run.of("keys", "--json", GOOD, EXPIRED).ended(5);

    Map<String, Object> json = Json.object(run.out());
    assertThat(json).containsEntry("exit", 5L);
    Map<String, Object> good = Json.map(Json.list(json.get("files")).get(0));
    assertThat(good).containsEntry("usable", true);
    Map<String, Object> certificate = Json.map(Json.list(good.get("certificates")).get(0));
    assertThat(certificate)
        .containsEntry("fingerprint", "771B18D3D7BAA28734333C424344591E1964C5FC")
        .containsEntry("state", "valid")
        .containsEntry("capabilities", List.of("certify", "sign"));
    Map<String, Object> subkey =
        Json.map(
            Json.list(
                    Json.map(
                            Json.list(
                                    Json.map(Json.list(json.get("files")).get(1))
                                        .get("certificates"))
                                .get(0))
                        .get("subkeys"))
                .get(0));
    assertThat(subkey)
        .containsEntry("state", "expired")
        .containsEntry("expires", "2022-04-12T00:00:15Z");
  }

  @Test
  void whatIsNoKeyIsMalformedAndWhatIsNotThereCannotBeRead() throws IOException {
    Path text = Files.writeString(work.resolve("text"), "hello\n");

    assertThat(Run.of("keys", text).ended(3).err()).contains("armored PGP PUBLIC KEY BLOCK");
    assertThat(Run.of("keys", work.resolve("nowhere")).ended(4).err()).contains("does not exist");
    Run.of("keys").ended(2);
  }

  @Test
  void secretKeyIsRefused() throws IOException {
    Path secret = Files.write(work.resolve("secret"), new byte[] {(byte) 0xc5, 1, 4});

    assertThat(Run.of("keys", secret).ended(5).err()).contains("gpg --export");
  }

  @Test
  void quietRunHasItsExitStatusAlone() {
    assertThat(Run.of("keys", "-q", GOOD).succeeded().text()).isEmpty();
    assertThat(Run.of("keys", "-q", TAMPERED).ended(5).text()).isEmpty();
  }
}
