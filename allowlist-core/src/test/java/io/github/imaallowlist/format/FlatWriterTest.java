package io.github.imaallowlist.format;

import static io.github.imaallowlist.format.Policies.SHA1;
import static io.github.imaallowlist.format.Policies.SHA256;
import static io.github.imaallowlist.format.Policies.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.Tools;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatWriterTest {
  @TempDir Path folder;

  @Test
  void everyDigestHasALine() throws IOException {
    assertThat(Policies.text(AllowlistFormat.FLAT, entry("/a", SHA256, SHA1), entry("/b", SHA1)))
        .isEqualTo("%2$s  /a\n%1$s  /a\n%2$s  /b\n".formatted(SHA256, SHA1));
  }

  @Test
  void bytesThatAreNotUtf8StayAsTheyAre() throws IOException {
    LoggedPath latin1 = LoggedPath.of(new byte[] {'/', (byte) 0xfc});
    byte[] line =
        Policies.bytes(
            AllowlistFormat.FLAT,
            PolicySettings.DEFAULT,
            new AllowlistEntry(latin1, List.of(UnlabelledDigest.ofHex(SHA1))));
    assertThat(line).isEqualTo((SHA1 + "  /ü\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  @RequiresTool("sha256sum")
  void sha256sumFindsEveryFileByItsLine() throws IOException {
    List<AllowlistEntry> entries = new ArrayList<>();
    for (String name : List.of("plain", "back\\slash", "new\nline", "return\r", "\\", "tab\tü")) {
      byte[] content = name.getBytes(StandardCharsets.UTF_8);
      Path file = Files.write(folder.resolve(name), content);
      FileDigest digest =
          new FileDigest(
              HashAlgorithm.SHA256, HashAlgorithm.SHA256.newMessageDigest().digest(content));
      entries.add(
          new AllowlistEntry(LoggedPath.of(file.toString()), List.of(UnlabelledDigest.of(digest))));
    }
    byte[] list =
        Policies.bytes(
            AllowlistFormat.FLAT, PolicySettings.DEFAULT, entries.toArray(AllowlistEntry[]::new));
    assertThat(
            Tools.command("sha256sum", "--check", "--strict", "-")
                .input(list)
                .run()
                .succeeded()
                .text()
                .split(": OK\n", -1))
        .hasSize(entries.size() + 1);
    assertThat(new FlatWriter(OutputStream.nullOutputStream()).unmatchable().isEmpty()).isTrue();
  }
}
