package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.TrustRequest;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to explain, and by what.
 *
 * @param type what the paths are
 * @param selinux tells labels and what their types are for
 * @param imaPolicy tells what is measured
 * @param source has the packages
 * @param trust what has to prove where packages are from
 * @param installed a host's packages, as {@code rpm -qa} prints them, to which the sources are cut
 */
public record ExplainRequest(
    List<Question> questions,
    FileType type,
    Optional<SelinuxRequest> selinux,
    Optional<Path> imaPolicy,
    Optional<SourceRequest> source,
    TrustRequest trust,
    Optional<Path> installed,
    Path temporaryFolder) {
  public ExplainRequest {
    questions = List.copyOf(questions);
    if (questions.isEmpty()) {
      throw new IllegalArgumentException("nothing to explain");
    }
    if (source.isEmpty() && (selinux.isEmpty() || installed.isPresent())) {
      throw new IllegalArgumentException("nothing to explain by");
    }
  }
}
