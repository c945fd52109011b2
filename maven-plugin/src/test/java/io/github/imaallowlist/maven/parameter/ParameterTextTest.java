package io.github.imaallowlist.maven.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.junit.jupiter.api.Test;

final class ParameterTextTest {
  /** A goal with few parameters. */
  @SuppressWarnings("UnusedVariable") // read by their names
  private static final class Goal extends AbstractMojo {
    private final boolean allowUnsigned = false;
    private final List<File> keyring = List.of();
    private final String read = "payload";
    private final List<File> verifyKey = List.of();

    @Override
    public void execute() {}
  }

  private final ParameterText text = new ParameterText(Goal.class, Map.of("key", "verifyKey"));

  @Test
  void anOptionBecomesTheProperty() {
    assertThat(text.of("Give --keyring FILE with keys; or --allow-unsigned if you know."))
        .isEqualTo("Give -Dima.keyring=FILE with keys; or -Dima.allowUnsigned if you know.");
  }

  @Test
  void aChoiceKeepsItsValue() {
    assertThat(text.of("use --read payload, or rebuild it"))
        .isEqualTo("use -Dima.read=payload, or rebuild it");
  }

  @Test
  void anOptionByAnotherNameBecomesThatParameter() {
    assertThat(text.of("--key FILE")).isEqualTo("-Dima.verifyKey=FILE");
  }

  @Test
  void whatIsNoParameterOfTheGoalStays() {
    assertThat(text.of("run createrepo_c with --checksum sha256, --max-age 3 or gpg --export KEY"))
        .isEqualTo("run createrepo_c with --checksum sha256, --max-age 3 or gpg --export KEY");
  }
}
