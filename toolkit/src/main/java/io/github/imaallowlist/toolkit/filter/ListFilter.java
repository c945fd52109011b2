package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.lint.LintNames;
import io.github.imaallowlist.ima.lint.LintSettings;
import io.github.imaallowlist.ima.policy.ImaCondition;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.derive.DeriveSettings;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.derive.ImaPolicyDerivation;
import io.github.imaallowlist.selinux.filter.FileGroups;
import io.github.imaallowlist.selinux.filter.MeasurableFiles;
import io.github.imaallowlist.selinux.label.FileContexts;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.toolkit.selinux.LabelCount;
import io.github.imaallowlist.toolkit.selinux.SelinuxInputs;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts the files of packages into groups while they are read, and decides at the end which of
 * these hosts can measure. For one thread.
 */
public final class ListFilter implements Closeable {
  private static final String USUAL_NAME = "ima-policy";

  private final FilterRequest request;
  private final SelinuxInputs selinux;
  private final Optional<TypeAnalysis> analysis;
  private final Optional<ImaPolicyFile> given;
  private final FileGroups groups;

  private ListFilter(
      FilterRequest request,
      SelinuxInputs selinux,
      Optional<TypeAnalysis> analysis,
      Optional<ImaPolicyFile> given) {
    this.request = request;
    this.selinux = selinux;
    this.analysis = analysis;
    this.given = given;
    this.groups = new FileGroups(selinux.contexts().lookup(), AllowlistBuilder.MAX_GROUP);
  }

  /**
   * Reads the policies, and finds out what is wrong with them before any package is read.
   *
   * @param plan the sources, among whose packages the SELinux policy may be
   * @throws AllowlistException if there is no such policy, or hosts' kernels refuse it
   * @throws io.github.imaallowlist.error.InputException if a policy is malformed
   */
  public static ListFilter open(
      FilterRequest request, SourcePlan plan, int jobs, Path temporaryFolder)
      throws IOException, AllowlistException {
    SelinuxInputs selinux =
        SelinuxInputs.open(request.selinux(), Optional.of(plan), jobs, temporaryFolder);
    try {
      boolean derive = request.policy() instanceof HostPolicy.Derived;
      Optional<TypeAnalysis> analysis =
          derive || selinux.hasBinary() ? Optional.of(selinux.analysis()) : Optional.empty();
      if (request.policy() instanceof HostPolicy.Derived wanted) {
        ImaPolicyDerivation.requireTypes(
            selinux.analysis().policy(), wanted.rules().skipCodeTypes());
      }
      Optional<ImaPolicyFile> given = Optional.empty();
      if (request.policy() instanceof HostPolicy.Given there) {
        Optional<LintNames> names =
            analysis.isPresent() ? Optional.of(selinux.lintNames()) : Optional.empty();
        LintSettings settings = new LintSettings(Optional.empty(), names);
        given = Optional.of(ImaPolicyFile.read(there.file(), settings));
        if (analysis.isEmpty()) {
          requireGivenTypes(there.file(), given.get().policy(), selinux.contexts());
        }
      }
      return new ListFilter(request, selinux, analysis, given);
    } catch (IOException | AllowlistException | RuntimeException e) {
      selinux.close();
      throw e;
    }
  }

  /** Without the binary policy, a name that no file is given may be an alias of one that is. */
  static void requireGivenTypes(Path file, ImaPolicy policy, FileContexts contexts)
      throws AllowlistException {
    Set<String> given = new HashSet<>();
    contexts.contexts(FileType.REGULAR).forEach(context -> given.add(context.type()));
    for (ImaRule rule : policy.rules()) {
      Optional<ImaCondition.ObjType> type = rule.condition(ImaCondition.ObjType.class);
      if (type.isPresent() && !given.contains(type.get().name())) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "%s: file_contexts gives no file the type %s, which may be an alias of one that it gives"
                .formatted(file, type.get().name()),
            "Give the binary policy, which knows aliases, with --selinux-policy.");
      }
    }
  }

  /**
   * The numbers of the groups that the files of a package belong to, in their order.
   *
   * <p>Files of one content may be hard links: one file, which has the label of one of its names.
   * Where their groups differ they all stay.
   */
  public int[] groupsOf(List<MeasuredFile> files) {
    int[] all = new int[files.size()];
    Map<List<FileDigest>, Integer> byContent = new HashMap<>();
    for (int i = 0; i < all.length; i++) {
      MeasuredFile file = files.get(i);
      all[i] = groups.groupOf(file.path(), file.traits());
      byContent.merge(
          file.digests(),
          all[i],
          (one, other) -> one.equals(other) ? one : AllowlistBuilder.ALWAYS_KEPT);
    }
    for (int i = 0; i < all.length; i++) {
      all[i] = byContent.getOrDefault(files.get(i).digests(), AllowlistBuilder.ALWAYS_KEPT);
    }
    return all;
  }

  /** Decides, when all files were sorted; derives the IMA policy before, if that is asked for. */
  public FilterDecision decide() throws IOException, AllowlistException {
    Optional<DerivedPolicy> derived = derive();
    ImaPolicyFile policy =
        derived.isPresent()
            ? ImaPolicyFile.of(
                derived.get().policy(), nameOf((HostPolicy.Derived) request.policy()))
            : given.orElseThrow();
    return new FilterDecision(
        request,
        policy,
        derived,
        analysis.map(known -> known.policy().sha256()),
        groups,
        MeasurableFiles.of(policy.policy(), analysis),
        selinux.contexts().lookup());
  }

  /** Where it goes to no file of this run, the one that hosts load it from. */
  private static String nameOf(HostPolicy.Derived policy) {
    return policy
        .output()
        .map(output -> String.valueOf(output.file().getFileName()))
        .orElse(USUAL_NAME);
  }

  private Optional<DerivedPolicy> derive() throws IOException, AllowlistException {
    if (!(request.policy() instanceof HostPolicy.Derived wanted)) {
      return Optional.empty();
    }
    DeriveSettings settings =
        new DeriveSettings(
            wanted.rules().profile(),
            wanted.rules().kernel(),
            wanted.rules().maxLabelRules(),
            wanted.rules().skipCodeTypes(),
            new OccurringTypes(groups.filesByType(), LabelCount.SCANNED_PACKAGES),
            selinux.changedBooleans());
    return Optional.of(ImaPolicyDerivation.derive(analysis.orElseThrow(), settings));
  }

  @Override
  public void close() throws IOException {
    selinux.close();
  }
}
