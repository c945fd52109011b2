package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.signing.Passphrase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file larger than the heap that this module's tests have (96 MB). */
@RequiresTool("gpg")
final class LargeFileTest {
  private static final long LENGTH = 100L << 20;

  @TempDir private Path folder;

  @Test
  void fileLargerThanTheHeapIsSigned() throws Exception {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThan(LENGTH);
    Path data = folder.resolve("large");
    makeSparse(data);
    try (Gpg gpg = Gpg.open()) {
      String key = gpg.newKey("signer", "ed25519", "sign", "never");
      Path secret = gpg.exportSecret(folder.resolve("secret"), "--export-secret-keys");

      for (OpenPgpSigner signer :
          List.of(
              SecretKeyringSigner.read(
                  secret,
                  Optional.empty(),
                  Passphrase.none(),
                  Instant.now().truncatedTo(ChronoUnit.SECONDS)),
              new SignCommandSigner(
                  "gpg --homedir " + gpg.home() + " --batch --quiet --armor --detach-sign",
                  Optional.of(gpg.publicKeys(key)),
                  folder,
                  Duration.ofMinutes(2),
                  InstantSource.system()))) {
        assertThat(signer.sign(ByteSource.of(data)).signers())
            .map(Object::toString)
            .containsExactly(key);
      }
    }
  }

  private static void makeSparse(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(LENGTH);
    }
  }
}
