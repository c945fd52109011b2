package io.github.imaallowlist.signing.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
  @Test
  void commandIsSplitAtBlanks() throws Exception {
    assertThat(CommandLine.split("  sign\t-d  -u a@b ")).containsExactly("sign", "-d", "-u", "a@b");
  }

  @Test
  void quotesKeepBlanksTogether() throws Exception {
    assertThat(CommandLine.split("'my sign' -u \"A \"B'  C' '' it\"'\"s"))
        .containsExactly("my sign", "-u", "A B  C", "", "it's");
  }

  @Test
  void nothingElseHasAMeaning() throws Exception {
    assertThat(CommandLine.split("sign $HOME `id` a\\ b * >x ~ #"))
        .containsExactly("sign", "$HOME", "`id`", "a\\", "b", "*", ">x", "~", "#");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "''", "'' -d", "sign 'x", "sign \"x'"})
  void commandWithoutAProgramOrWithAnOpenQuoteIsRefused(String command) {
    assertThatExceptionOfType(AllowlistException.class)
        .isThrownBy(() -> CommandLine.split(command))
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
  }
}
