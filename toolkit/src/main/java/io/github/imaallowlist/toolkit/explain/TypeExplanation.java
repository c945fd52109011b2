package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.selinux.analysis.Access;
import io.github.imaallowlist.selinux.analysis.Grant;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a file's type is for.
 *
 * @param evidence the rules behind the report, by access
 */
public record TypeExplanation(TypeReport report, Map<Access, List<Grant>> evidence) {
  public TypeExplanation {
    Map<Access, List<Grant>> copy = new EnumMap<>(Access.class);
    evidence.forEach((access, grants) -> copy.put(access, List.copyOf(grants)));
    evidence = Collections.unmodifiableMap(copy);
  }
}
