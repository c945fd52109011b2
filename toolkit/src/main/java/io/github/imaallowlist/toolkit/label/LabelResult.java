package io.github.imaallowlist.toolkit.label;

import io.github.imaallowlist.selinux.label.LabelWarning;
import java.util.List;

/**
 * What was labelled.
 *
 * @param paths how many there were
 * @param withoutLabel how many of them have none
 * @param warnings about the policy's files
 */
public record LabelResult(long paths, long withoutLabel, List<LabelWarning> warnings) {
  public LabelResult {
    warnings = List.copyOf(warnings);
  }
}
