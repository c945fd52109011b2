package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.ima.lint.LintNames;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.filter.FileFacts;
import io.github.imaallowlist.selinux.filter.FileGroups;
import io.github.imaallowlist.selinux.filter.HookAnswer;
import io.github.imaallowlist.selinux.filter.MeasurableFiles;
import io.github.imaallowlist.selinux.label.ContextSpec;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.selinux.label.LabelLookup;
import io.github.imaallowlist.toolkit.selinux.SelinuxInputs;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Says of paths in a list whether hosts can measure them. A list does not say which files are
 * programs: a label that some domain may execute, and one that is not known, speak for it. For one
 * thread.
 */
public final class MeasuredPaths implements Closeable {
  private static final FileTraits NO_PROGRAM = FileTraits.of(false, false);

  private final SelinuxInputs selinux;
  private final LabelLookup labels;
  private final MeasurableFiles measurable;
  private final Map<FileFacts, Boolean> known = new HashMap<>();

  private MeasuredPaths(SelinuxInputs selinux, MeasurableFiles measurable) {
    this.selinux = selinux;
    this.labels = selinux.contexts().lookup();
    this.measurable = measurable;
  }

  /**
   * Reads the policies.
   *
   * @param imaPolicy the file that hosts load
   * @throws AllowlistException if there is no such policy, or hosts' kernels refuse it
   */
  public static MeasuredPaths open(SelinuxRequest request, Path imaPolicy, Path temporaryFolder)
      throws IOException, AllowlistException {
    SelinuxInputs selinux = SelinuxInputs.open(request, Optional.empty(), 1, temporaryFolder);
    try {
      Optional<TypeAnalysis> analysis =
          selinux.hasBinary() ? Optional.of(selinux.analysis()) : Optional.empty();
      Optional<LintNames> names =
          analysis.isPresent() ? Optional.of(selinux.lintNames()) : Optional.empty();
      ImaPolicyFile policy =
          ImaPolicyFile.read(imaPolicy, new LintSettings(Optional.empty(), names));
      if (analysis.isEmpty()) {
        ListFilter.requireGivenTypes(imaPolicy, policy.policy(), selinux.contexts());
      }
      return new MeasuredPaths(selinux, MeasurableFiles.of(policy.policy(), analysis));
    } catch (IOException | AllowlistException | RuntimeException e) {
      selinux.close();
      throw e;
    }
  }

  /** Whether a host may measure a file at that path, as far as SELinux tells what is code. */
  public boolean isMeasured(LoggedPath path) {
    return isMeasured(path, NO_PROGRAM);
  }

  /**
   * Whether a host may measure a file at that path, whatever it does with it: where SELinux denies
   * nothing, all may be code.
   */
  public boolean isMeasuredIfUsed(LoggedPath path) {
    return isMeasured(path, FileTraits.UNKNOWN);
  }

  private boolean isMeasured(LoggedPath path, FileTraits traits) {
    FilePath file;
    try {
      file = FilePath.of(path.bytes());
    } catch (IllegalArgumentException e) {
      // Such as boot_aggregate, which is no file's.
      return true;
    }
    return known.computeIfAbsent(FileGroups.factsOf(file, traits, labels), this::decide);
  }

  /** The type that the path has, if it has one. */
  public Optional<String> typeOf(LoggedPath path) {
    try {
      return labels
          .specFor(FilePath.of(path.bytes()), FileType.REGULAR)
          .flatMap(ContextSpec::context)
          .map(SecurityContext::type);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean decide(FileFacts facts) {
    boolean executed = measurable.hooksFor(facts).get(ImaHook.MMAP_CHECK) != HookAnswer.NOT_REACHED;
    FileFacts asKnown =
        executed ? new FileFacts(facts.labels(), FileTraits.UNKNOWN, facts.readFor()) : facts;
    return measurable.reasonAgainst(asKnown).isEmpty();
  }

  @Override
  public void close() throws IOException {
    selinux.close();
  }
}
