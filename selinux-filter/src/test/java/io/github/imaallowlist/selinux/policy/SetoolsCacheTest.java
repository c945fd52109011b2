package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that were kept. */
final class SetoolsCacheTest {
  private final Path folder;
  private final Path policy;
  private final FakeSetools setools;

  SetoolsCacheTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.setools = new FakeSetools(folder);
    this.policy = setools.policy();
  }

  @Test
  void cacheAnswersForTheSamePolicyAndPrograms() throws Exception {
    SetoolsSettings settings = setools.settings().withCacheFolder(folder.resolve("new/cache"));
    SelinuxPolicy first = SetoolsPolicyReader.read(policy, settings);

    assertThat(SetoolsPolicyReader.read(policy, settings)).isEqualTo(first);
    assertThat(asked()).hasSize(2);

    Files.writeString(policy, "another policy");
    assertThat(SetoolsPolicyReader.read(policy, settings).sha256()).isNotEqualTo(first.sha256());
    assertThat(asked()).hasSize(4);

    setools.program("seinfo", "4.4.1", "cat \"$folder/components\" # changed");
    SetoolsPolicyReader.read(policy, settings);
    assertThat(asked()).hasSize(6);
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(folder.resolve("asked"));
  }

  @Test
  void damagedCacheEntryIsMadeAgain() throws Exception {
    Path cache = folder.resolve("cache");
    SetoolsSettings settings = setools.settings().withCacheFolder(cache);
    SelinuxPolicy first = SetoolsPolicyReader.read(policy, settings);
    Path entry = onlyFile(cache);
    byte[] whole = Files.readAllBytes(entry);
    for (int at = 0; at < whole.length; at += 7) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(entry, damaged);

      assertThatThrownBy(() -> CachedPolicy.read(entry, "", keyOf(entry), first.sha256()))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageContaining("its checksum is of something else");
    }
    Files.write(entry, new byte[3]);

    assertThat(SetoolsPolicyReader.read(policy, settings)).isEqualTo(first);
    assertThat(onlyFile(cache)).isEqualTo(entry).hasBinaryContent(whole);
  }

  @Test
  void cacheEntryOfAnotherPolicyIsMadeAgain() throws Exception {
    Path cache = folder.resolve("cache");
    SetoolsSettings settings = setools.settings().withCacheFolder(cache);
    SelinuxPolicy first = SetoolsPolicyReader.read(policy, settings);
    Path entry = onlyFile(cache);
    Files.writeString(policy, "another policy");
    setools.answers(
        "4.4.1",
        FakeSetools.COMPONENTS.replace("init_runs true", "init_runs false"),
        FakeSetools.RULES);
    SetoolsPolicyReader.read(policy, settings);
    try (var files = Files.list(cache)) {
      for (Path other : files.toList()) {
        Files.write(entry, Files.readAllBytes(other));
      }
    }

    Files.writeString(policy, "a policy");
    assertThat(SetoolsPolicyReader.read(policy, settings).sha256()).isEqualTo(first.sha256());
  }

  private static String keyOf(Path entry) {
    return entry.getFileName().toString().replaceAll("selinux-policy-|\\.gz", "");
  }

  private static Path onlyFile(Path cache) throws IOException {
    try (var files = Files.list(cache)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }

  @Test
  void cacheThatCannotBeWrittenIsNoFailure() throws Exception {
    SetoolsSettings settings = setools.settings().withCacheFolder(policy.resolve("cache"));

    assertThat(SetoolsPolicyReader.read(policy, settings).types()).hasSize(2);
  }
}
