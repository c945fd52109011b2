package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.lint.LintNames;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.policy.SetoolsPolicyReader;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An SELinux policy that was opened: its labels, and what its types are for. The latter asks
 * setools and is done when it is first wanted. For one thread.
 */
public final class SelinuxInputs implements Closeable {
  private final SelinuxRequest request;
  private final PolicyFiles files;
  private final Closeable temporary;
  private final FileContexts contexts;
  private Optional<AnalysisReading> analysis = Optional.empty();

  private SelinuxInputs(
      SelinuxRequest request, PolicyFiles files, Closeable temporary, FileContexts contexts) {
    this.request = request;
    this.files = files;
    this.temporary = temporary;
    this.contexts = contexts;
  }

  /**
   * Finds the policy's files and reads the labels; the caller closes it.
   *
   * @param plan the sources, among whose packages the policy may be; not closed
   * @param jobs how many packages are read at once, at least 1
   * @param temporaryFolder for a binary policy from a package
   * @throws AllowlistException if there is no such policy
   * @throws io.github.imaallowlist.error.InputException if a file of labels is wrong
   */
  public static SelinuxInputs open(
      SelinuxRequest request, Optional<SourcePlan> plan, int jobs, Path temporaryFolder)
      throws IOException, AllowlistException {
    for (Path file : request.policyFile().stream().toList()) {
      requireFile(file, "--selinux-policy");
    }
    for (Path file : request.booleans().stream().toList()) {
      requireFile(file, "--booleans");
    }
    if (SelinuxPlace.of(request.place()) instanceof SelinuxPlace.InPackages inPackages) {
      if (plan.isEmpty()) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "--selinux auto looks for the policy among the sources' packages, and there is no source",
            "Name the sources, or a policy's folder, such as /etc/selinux/targeted.");
      }
      PolicyPackages.Taken taken =
          new PolicyPackages(plan.get(), jobs).take(inPackages.type(), temporaryFolder);
      return read(request, taken.files(), taken.contents());
    }
    SelinuxPlace.OnDisk place = (SelinuxPlace.OnDisk) SelinuxPlace.of(request.place());
    return read(request, PolicyFolder.find(place.path()), () -> {});
  }

  private static SelinuxInputs read(SelinuxRequest request, PolicyFiles files, Closeable temporary)
      throws IOException {
    try {
      return new SelinuxInputs(request, files, temporary, FileContexts.read(files.labels()));
    } catch (IOException | RuntimeException e) {
      temporary.close();
      throw e;
    }
  }

  private static void requireFile(Path file, String option) throws AllowlistException {
    if (Files.isDirectory(file)) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s %s: this is a folder, not a file".formatted(option, file),
          "Name the file itself.");
    }
    if (!Files.exists(file)) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s %s: there is no such file".formatted(option, file),
          "Check the path's spelling.");
    }
    if (!Files.isReadable(file)) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s %s: it cannot be read".formatted(option, file),
          "Check who may read it, and the folders above it.");
    }
  }

  /** Where the policy is from, for people. */
  public String origin() {
    return files.origin();
  }

  /** The labels of paths. */
  public FileContexts contexts() {
    return contexts;
  }

  /** What deserves to be known of the policy's files; empty for most. */
  public List<String> notes() {
    return files.notes();
  }

  /**
   * What the policy's types are for. The first call takes some seconds.
   *
   * @throws AllowlistException if there is no binary policy, or setools is not there or fails
   */
  public TypeAnalysis analysis() throws IOException, AllowlistException {
    return reading().analysis();
  }

  /** The names that rules of an IMA policy may have; as {@link #analysis}. */
  public LintNames lintNames() throws IOException, AllowlistException {
    return analysis().policy().lintNames();
  }

  /** The booleans that are not as the policy has them by default; as {@link #analysis}. */
  public SortedMap<String, Boolean> changedBooleans() throws IOException, AllowlistException {
    return reading().changedBooleans();
  }

  private AnalysisReading reading() throws IOException, AllowlistException {
    if (analysis.isEmpty()) {
      String name =
          request
              .policyFile()
              .map(Path::toString)
              .or(files::binaryName)
              .orElseGet(() -> files.origin());
      analysis = Optional.of(AnalysisReading.read(request, binary(), name));
    }
    return analysis.get();
  }

  /**
   * Finds out what would keep {@link #analysis} from asking setools at all.
   *
   * @throws AllowlistException if there is no binary policy, or no setools
   */
  public void ensureAnalysisPossible() throws AllowlistException {
    binary();
    SetoolsPolicyReader.ensurePossible(AnalysisReading.settings(request));
  }

  /** Whether there is a binary policy, so that there can be an analysis. */
  public boolean hasBinary() {
    return request.policyFile().or(files::binary).isPresent();
  }

  /**
   * The binary policy.
   *
   * @throws AllowlistException if there is none
   */
  public Path binary() throws AllowlistException {
    Optional<Path> binary = request.policyFile().or(files::binary);
    if (binary.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          files.origin() + " has no binary policy, which says who may run and write what",
          "Give it with --selinux-policy FILE: a host has it as /etc/selinux/TYPE/policy/policy.N.");
    }
    return binary.get();
  }

  /** Deletes what was taken out of a package. */
  @Override
  public void close() throws IOException {
    temporary.close();
  }
}
