package io.github.imaallowlist.selinux.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.selinux.analysis.AnalysisSettings;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Setools itself, with odd policies. */
final class CompiledPolicyTest {
  private final Path folder;
  private final Path policy;

  CompiledPolicyTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.policy = new FakeSetools(folder).policy();
  }

  @Test
  @RequiresTool({"seinfo", "sesearch"})
  void whatIsNoPolicyIsRefusedInSetoolsWords() {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> SetoolsPolicyReader.read(policy, SetoolsSettings.DEFAULT))
        .withMessageContaining("seinfo failed with exit code 1: ")
        .withMessageContaining("nvalid policy");
  }

  @Test
  @RequiresTool({"checkpolicy", "seinfo", "sesearch"})
  void policyWithoutClassSystemAndAttributeWithoutTypesAreRead() throws Exception {
    Path small =
        CompiledPolicy.compile(
            folder,
            """
            attribute empty;
            attribute file_type;
            type test_t;
            type bin_t alias { sbin_t xbin_t }, file_type;
            permissive test_t;
            bool runs false;
            allow test_t empty:file read;
            if (runs) { allow test_t file_type:file execute; } else { allow test_t bin_t:file write; }
            """);

    SelinuxPolicy read = SetoolsPolicyReader.read(small, SetoolsSettings.DEFAULT);

    assertThat(SetoolsJudge.ours(read, read)).isEqualTo(SetoolsJudge.theirs(small, Map.of()));
    assertThat(read.permissive()).containsExactly("test_t");
    assertThat(read.permissions())
        .containsExactlyInAnyOrder(Permission.READ, Permission.WRITE, Permission.EXECUTE);
    SelinuxPolicy turned = read.withBooleans(Map.of("runs", true));
    assertThat(SetoolsJudge.ours(turned, read))
        .isEqualTo(SetoolsJudge.theirs(small, Map.of("runs", true)));
  }

  @Test
  @RequiresTool({"checkpolicy", "seinfo", "sesearch"})
  void permissiveDomainCountsWithItsRulesAndMayWriteAnything() throws Exception {
    String statements =
        """
        attribute file_type;
        type bin_t, file_type;
        type log_t, file_type;
        type test_t;
        %s
        allow test_t bin_t:file execute;
        allow test_t log_t:file write;
        """;
    AnalysisSettings settings = new AnalysisSettings(List.of(), List.of());
    TypeAnalysis bound = TypeAnalysis.of(compiled(statements.formatted("")), settings);
    TypeAnalysis permissive =
        TypeAnalysis.of(compiled(statements.formatted("permissive test_t;")), settings);

    assertThat(List.copyOf(permissive.reports())).isEqualTo(List.copyOf(bound.reports()));
    assertThat(bound.domains().unboundWriters()).isEmpty();
    assertThat(permissive.domains().unboundWriters()).containsExactly("test_t");
  }

  private SelinuxPolicy compiled(String statements) throws Exception {
    return SetoolsPolicyReader.read(
        CompiledPolicy.compile(folder, statements), SetoolsSettings.DEFAULT);
  }
}
