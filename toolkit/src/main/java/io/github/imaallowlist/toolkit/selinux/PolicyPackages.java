package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.scan.PackageScanner;
import io.github.imaallowlist.rpm.scan.ScanOutcome;
import io.github.imaallowlist.rpm.version.Newest;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.source.FileLists;
import io.github.imaallowlist.toolkit.source.PlannedPackage;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.source.SourceTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The SELinux policy that the packages of the sources bring: the newest {@code selinux-policy-*}
 * package that ships a {@code file_contexts}, whatever its name. Its files are used after the same
 * proof of origin, and the same comparison with the header's digests, as any package's.
 */
final class PolicyPackages {
  private static final String PREFIX = "selinux-policy-";
  private static final String REMEDY =
      "Give the policy's folder of a host that has it: --selinux /etc/selinux/targeted.";

  private final SourcePlan plan;
  private final int jobs;

  /**
   * @param jobs how many packages are read at once, at least 1
   */
  PolicyPackages(SourcePlan plan, int jobs) {
    this.plan = plan;
    this.jobs = jobs;
  }

  /** A package that ships a policy's {@code file_contexts}. */
  private record Shipping(PlannedPackage planned, PackageId id, ScannedPackage contents) {
    /** The paths below the policy's folder; packages that agree in these bring the same policy. */
    Set<MeasuredFile> filesOf(String type) {
      Set<MeasuredFile> files = new HashSet<>();
      for (MeasuredFile file : contents.files()) {
        if (file.path().toString().startsWith(PolicyNames.folder(type) + "/")) {
          files.add(file);
        }
      }
      return files;
    }
  }

  /**
   * Takes the policy's files out of their package.
   *
   * @param wanted the policy's type, if the user gave one
   * @param temporaryFolder for the binary policy
   * @throws AllowlistException if there is no such policy, or several, or nothing proves it
   */
  Taken take(Optional<String> wanted, Path temporaryFolder) throws IOException, AllowlistException {
    List<PlannedPackage> candidates = candidates();
    Map<String, List<Shipping>> byType = byType(candidates);
    String type = choose(wanted, byType, candidates);
    Shipping one = one(type, byType.getOrDefault(type, List.of()));
    Optional<String> binary = binaryOf(type, one.contents());
    PolicyContents contents = new PolicyContents(type, binary, temporaryFolder);
    try {
      read(one, contents);
      List<String> notes = new ArrayList<>();
      if (one.contents().files().stream().noneMatch(file -> isHomedirs(type, file))) {
        notes.add(
            one.id()
                + " ships no file_contexts.homedirs: home folders have labels of file_contexts");
      }
      return new Taken(
          new PolicyFiles(
              "%s of %s".formatted(PolicyNames.folder(type), one.id()),
              contents.labelFiles(one.id().toString()),
              contents.binary(),
              binary.map(path -> "%s of %s".formatted(path, one.id())),
              notes),
          contents);
    } catch (AllowlistException | RuntimeException e) {
      contents.close();
      throw e;
    }
  }

  /** The files, and what has to be closed when they are no longer needed. */
  record Taken(PolicyFiles files, PolicyContents contents) {}

  private static boolean isHomedirs(String type, MeasuredFile file) {
    return file.path().toString().equals(PolicyNames.contexts(type) + ".homedirs");
  }

  private List<PlannedPackage> candidates() {
    record Named(PlannedPackage planned, PackageId id) {}
    List<Named> named = new ArrayList<>();
    for (PlannedPackage planned : plan.packages()) {
      planned
          .ref()
          .id()
          .or(() -> PackageScanner.identify(planned.ref()))
          .filter(id -> id.name().startsWith(PREFIX) && !id.isSource())
          .ifPresent(id -> named.add(new Named(planned, id)));
    }
    return Newest.of(named, Named::id).stream().map(Named::planned).toList();
  }

  private Map<String, List<Shipping>> byType(List<PlannedPackage> candidates)
      throws IOException, AllowlistException {
    Map<String, List<Shipping>> byType = new TreeMap<>();
    List<Finding> findings =
        new FileLists(plan, PackageSelection.everything(), jobs)
            .read(
                candidates,
                ProgressListener.NONE,
                (planned, contents) -> {
                  Set<String> types = new TreeSet<>();
                  for (MeasuredFile file : contents.files()) {
                    PolicyNames.typeByContexts(file.path().toString()).ifPresent(types::add);
                  }
                  for (String type : types) {
                    byType
                        .computeIfAbsent(type, one -> new ArrayList<>())
                        .add(new Shipping(planned, contents.id().orElseThrow(), contents));
                  }
                });
    requireNone(findings);
    return byType;
  }

  private String choose(
      Optional<String> wanted, Map<String, List<Shipping>> byType, List<PlannedPackage> candidates)
      throws AllowlistException {
    if (candidates.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--selinux auto: none of the %,d packages is a selinux-policy-TYPE"
              .formatted(plan.packages().size()),
          "Add the repository that has it as a SOURCE, or name a host's folder, such as"
              + " /etc/selinux/targeted.");
    }
    if (byType.isEmpty()) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--selinux auto: no package ships a file_contexts in /etc/selinux; it is a ghost, or made"
              + " on the host, in "
              + String.join(", ", candidates.stream().map(one -> one.ref().name()).toList()),
          REMEDY);
    }
    String types = String.join(", ", byType.keySet());
    if (wanted.isPresent() && !byType.containsKey(wanted.get())) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--selinux auto:%s: the packages have policies of other types: %s"
              .formatted(wanted.get(), types),
          "Give one of these, or a policy's folder.");
    }
    if (wanted.isEmpty() && byType.size() > 1) {
      throw new AllowlistException(
          ExitCode.USAGE,
          "--selinux auto: the packages have policies of several types: " + types,
          "Say which one the hosts use, as SELINUXTYPE in /etc/selinux/config does: --selinux auto:"
              + byType.keySet().iterator().next());
    }
    return wanted.orElseGet(() -> byType.keySet().iterator().next());
  }

  /** Several packages will do if they bring the same files. */
  private static Shipping one(String type, List<Shipping> shipping) throws AllowlistException {
    List<Shipping> sorted =
        shipping.stream()
            .sorted(
                Comparator.comparing((Shipping one) -> one.id().toString())
                    .thenComparing(one -> one.planned().source())
                    .thenComparing(one -> one.planned().ref().name()))
            .toList();
    Shipping first = sorted.get(0);
    for (Shipping other : sorted) {
      if (!other.filesOf(type).equals(first.filesOf(type))) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "--selinux auto: %s and %s bring different policies of type %s"
                .formatted(first.id(), other.id(), type),
            "Leave one out with --exclude or --arch, or give a policy's folder.");
      }
    }
    return first;
  }

  private static Optional<String> binaryOf(String type, ScannedPackage contents) {
    String folder = PolicyNames.folder(type) + "/policy/";
    List<String> names =
        contents.files().stream()
            .map(MeasuredFile::path)
            .map(FilePath::toString)
            .filter(path -> path.startsWith(folder))
            .map(path -> path.substring(folder.length()))
            .toList();
    return PolicyNames.newestBinary(names).map(folder::concat);
  }

  private void read(Shipping one, PolicyContents contents) throws AllowlistException {
    SourceTrust trust = plan.sources().get(one.planned().source()).trust();
    PackageScanner scanner =
        new PackageScanner(
            ReadMode.PAYLOAD,
            new TreeSet<>(List.of(HashAlgorithm.SHA256)),
            PackageSelection.everything(),
            trust.policy());
    ScanOutcome outcome = scanner.scan(one.planned().ref(), trust.metadata(), contents);
    requireNone(((ScanOutcome.Scanned) outcome).contents().findings());
  }

  /** What is wrong with the package is wrong with all that would be made of it. */
  private static void requireNone(List<Finding> findings) throws AllowlistException {
    if (findings.isEmpty()) {
      return;
    }
    Finding first = findings.stream().sorted().findFirst().orElseThrow();
    throw new AllowlistException(
        findings.stream().anyMatch(finding -> finding.kind().isTrust())
            ? ExitCode.NO_TRUST
            : ExitCode.FINDINGS,
        "--selinux auto: %s: %s: %s".formatted(first.file(), first.kind(), first.detail()),
        "For the package: " + first.kind().remedy() + ".");
  }
}
