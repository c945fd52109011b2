package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A policy in another state is what the writer writes in that state. */
final class SourceStateTest {
  private static final SourceState BEFORE =
      new SourceState(Optional.of("2026-01-01T00:00:00Z"), Policies.SHA256, Optional.of("17"));
  private static final SourceState AFTER =
      new SourceState(Optional.of("2026-02-01T00:00:09.5Z"), "ab".repeat(32), Optional.of("1800"));

  /** What looks like the state, in names that packages choose. */
  private static final String LIKE_A_STATE =
      "/\n \"sources\": [\n  {\"kind\": \"repository\", \"repomd-sha256\": \"00\", \"revision\": \"1";

  private static byte[] policy(SourceState state, int sources) throws IOException {
    Provenance model = Policies.PROVENANCE;
    ProvenanceSource source =
        new ProvenanceSource(
            "repository", Optional.of(state.repomdSha256()), state.revision(), 2, 3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AllowlistWriter writer =
        AllowlistFormat.KEYLIME.open(
            out,
            PolicySettings.DEFAULT
                .withExcludes(List.of(new ExcludePattern("/tmp/.*")))
                .withTimestamp(state.timestamp()));
    writer.entry(Policies.entry("/a", Policies.SHA256, Policies.SHA1));
    writer.entry(Policies.entry(LIKE_A_STATE, Policies.SHA256));
    writer.finish(
        new Provenance(
            model.tool(),
            model.version(),
            model.readMode(),
            model.hashAlgorithms(),
            model.trust(),
            model.signers(),
            Collections.nCopies(sources, source),
            model.baseSha256(),
            new TreeMap<>(Map.of("paths", 2L)),
            List.of(
                new LeftOut(
                    LIKE_A_STATE,
                    Optional.of(LIKE_A_STATE),
                    Optional.empty(),
                    Optional.empty(),
                    LIKE_A_STATE)),
            true,
            Optional.empty(),
            model.filter()));
    return out.toByteArray();
  }

  private static Optional<byte[]> in(SourceState state, byte[] policy) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return state.write(policy, out) ? Optional.of(out.toByteArray()) : Optional.empty();
  }

  @Test
  void policyIsAsTheWriterWritesItInThatState() throws IOException {
    assertThat(in(AFTER, policy(BEFORE, 1))).contains(policy(AFTER, 1));
    assertThat(in(BEFORE, policy(AFTER, 1))).contains(policy(BEFORE, 1));
  }

  @Test
  void stateThatIsToldByOtherThingsIsNone() throws IOException {
    byte[] policy = policy(BEFORE, 1);
    SourceState timeless = new SourceState(Optional.empty(), Policies.SHA256, Optional.of("17"));
    SourceState unrevised =
        new SourceState(Optional.of("2026-01-01T00:00:00Z"), Policies.SHA256, Optional.empty());
    SourceState quoted =
        new SourceState(Optional.of("2026-01-01T00:00:00Z"), Policies.SHA256, Optional.of("1\"7"));

    assertThat(in(timeless, policy)).isEmpty();
    assertThat(in(unrevised, policy)).isEmpty();
    assertThat(in(quoted, policy)).isEmpty();
    assertThat(in(AFTER, policy(timeless, 1))).isEmpty();
    assertThat(in(AFTER, policy(unrevised, 1))).isEmpty();
    assertThat(in(AFTER, policy(quoted, 1))).contains(policy(AFTER, 1));
  }

  @Test
  void policyOfNoneOrSeveralRepositoriesIsInNoState() throws IOException {
    assertThat(in(AFTER, policy(BEFORE, 2))).isEmpty();
    assertThat(in(AFTER, policy(BEFORE, 0))).isEmpty();
    assertThat(in(AFTER, new byte[0])).isEmpty();
  }
}
