package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.policy.BooleansFile;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import io.github.imaallowlist.selinux.policy.SetoolsPolicyReader;
import io.github.imaallowlist.selinux.policy.SetoolsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The analysis of a binary policy, and what it was made with.
 *
 * @param changedBooleans those that are not as the policy has them by default
 */
record AnalysisReading(TypeAnalysis analysis, SortedMap<String, Boolean> changedBooleans) {

  /**
   * Asks setools, and analyses.
   *
   * @param name of the policy, as the user knows it
   */
  static AnalysisReading read(SelinuxRequest request, Path binary, String name)
      throws IOException, AllowlistException {
    SelinuxPolicy policy = named(name, SetoolsPolicyReader.read(binary, settings(request)));
    SortedMap<String, Boolean> changed = new TreeMap<>();
    if (request.booleans().isPresent()) {
      SortedMap<String, Boolean> values = booleans(request.booleans().get(), policy);
      SelinuxPolicy asGiven = policy.withBooleans(values);
      changed.putAll(values);
      changed.entrySet().removeAll(policy.booleans().entrySet());
      policy = asGiven;
    }
    return new AnalysisReading(TypeAnalysis.of(policy, request.analysis()), changed);
  }

  /** How setools is to be asked. */
  static SetoolsSettings settings(SelinuxRequest request) {
    return new SetoolsSettings(
        request.setools(), SetoolsSettings.DEFAULT.timeLimit(), request.cache());
  }

  private static SortedMap<String, Boolean> booleans(Path file, SelinuxPolicy policy)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return BooleansFile.read(file.toString(), in, policy.booleans().keySet());
    }
  }

  /** The name goes into outputs, in which no temporary file is to be. */
  private static SelinuxPolicy named(String name, SelinuxPolicy policy) {
    return new SelinuxPolicy(
        name,
        policy.sha256(),
        policy.types(),
        policy.aliases(),
        policy.attributes(),
        policy.booleans(),
        policy.permissive(),
        policy.users(),
        policy.roles(),
        policy.permissions(),
        policy.rules());
  }
}
