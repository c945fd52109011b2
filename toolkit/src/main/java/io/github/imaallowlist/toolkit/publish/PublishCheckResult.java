package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import java.util.List;
import java.util.Optional;

/**
 * Whether what is recorded is true to the packages.
 *
 * @param list what would be published now; absent if nothing is recorded that could be compared
 * @param differences what is not as it should be, one line each
 * @param signers fingerprints of the trusted keys that signed the recorded list, as far as known
 * @param trusted whether the recorded list is by whom it has to be
 */
public record PublishCheckResult(
    Optional<GenerateResult> list,
    List<String> differences,
    List<String> signers,
    boolean trusted) {
  public PublishCheckResult {
    differences = List.copyOf(differences);
    signers = List.copyOf(signers);
  }

  /** Whether the same run would publish the same now. */
  public boolean isTrue() {
    return differences.isEmpty() && list.isPresent() && list.get().findings().isEmpty();
  }

  public ExitCode exitCode() {
    if (!trusted) {
      return ExitCode.NO_TRUST;
    }
    return isTrue() ? ExitCode.OK : ExitCode.FINDINGS;
  }
}
