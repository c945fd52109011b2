package io.github.imaallowlist.selinux.label;

import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.regex.RegexSet;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What label an SELinux policy has for every path. Immutable.
 *
 * <p>The answers are those of libselinux 3.4. Release 3.8 and later give others for three things:
 * specs that a warning names; a path with a newline at its end, which no longer fits an exact spec;
 * and a spec that says how often a slash is there.
 */
public final class FileContexts {
  private final List<ContextSpec> specs;
  private final RegexSet regexes;
  private final Substitutions subs;
  private final Substitutions subsDist;
  private final List<LabelWarning> warnings;

  FileContexts(
      List<ContextSpec> specs,
      RegexSet regexes,
      Substitutions subs,
      Substitutions subsDist,
      List<LabelWarning> warnings) {
    this.specs = List.copyOf(specs);
    this.regexes = regexes;
    this.subs = subs;
    this.subsDist = subsDist;
    this.warnings = List.copyOf(warnings);
  }

  /**
   * Reads the files of a policy.
   *
   * @throws io.github.imaallowlist.error.InputException if a line is wrong, too much, or cannot be
   *     matched in linear time; it names file and line
   */
  public static FileContexts read(LabelFiles files) throws IOException {
    return new FileContextsBuilder().read(files);
  }

  /** All specs; of those that fit a path, the last one counts. */
  public List<ContextSpec> specs() {
    return specs;
  }

  /** What deserves a look; empty for a policy as distributions have them. */
  public List<LabelWarning> warnings() {
    return warnings;
  }

  /** All contexts that some path of a type may be given, in the order of the specs. */
  public Set<SecurityContext> contexts(FileType type) {
    Set<SecurityContext> contexts = new LinkedHashSet<>();
    for (ContextSpec spec : specs) {
      Optional<SecurityContext> context = spec.context();
      if (spec.appliesTo(type) && context.isPresent()) {
        contexts.add(context.get());
      }
    }
    return Collections.unmodifiableSet(contexts);
  }

  /** What looks labels up; for one thread, which it makes faster with each path. */
  public LabelLookup lookup() {
    return new LabelLookup(specs, regexes.matcher(), subs, subsDist);
  }
}
