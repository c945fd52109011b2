package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.allowlist.AllowlistBuilder;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import io.github.imaallowlist.ima.policy.ParsedPolicy;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.repository.SourceChangedException;
import io.github.imaallowlist.selinux.analysis.Access;
import io.github.imaallowlist.selinux.analysis.Grant;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.label.ContextSpec;
import io.github.imaallowlist.selinux.label.LabelLookup;
import io.github.imaallowlist.toolkit.Failures;
import io.github.imaallowlist.toolkit.ProgressListener;
import io.github.imaallowlist.toolkit.ProgressListener.Phase;
import io.github.imaallowlist.toolkit.explain.ExplainResult.Answer;
import io.github.imaallowlist.toolkit.selinux.SelinuxInputs;
import io.github.imaallowlist.toolkit.source.FileLists;
import io.github.imaallowlist.toolkit.source.OpenSources;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Explains paths and digests: label, type, what is measured, and which package has them. */
public final class Explain {
  private final ExplainRequest request;
  private final ProgressListener progress;
  private final List<String> notes = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private Explain(ExplainRequest request, ProgressListener progress) {
    this.request = request;
    this.progress = progress;
  }

  /**
   * Explains all that was asked.
   *
   * @throws AllowlistException if what it is to be explained by cannot be read
   */
  public static ExplainResult run(ExplainRequest request, ProgressListener progress)
      throws AllowlistException {
    try {
      return new Explain(request, progress).run();
    } catch (SourceChangedException e) {
      throw new AllowlistException(
          ExitCode.IO,
          "%s changed while it was read: %s".formatted(e.source(), e.change()),
          "Run again when nothing writes to it.",
          e);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private ExplainResult run() throws IOException, AllowlistException {
    Optional<ParsedPolicy> imaPolicy =
        request.imaPolicy().isPresent()
            ? Optional.of(read(request.imaPolicy().get()))
            : Optional.empty();
    if (request.source().isEmpty()) {
      return explain(Optional.empty(), imaPolicy);
    }
    progress.phase(Phase.LIST);
    try (SourcePlan plan =
        OpenSources.plan(request.source().get(), request.trust(), request.installed())) {
      return explain(Optional.of(plan), imaPolicy);
    }
  }

  private static ParsedPolicy read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return ImaPolicyParser.parse(file.toString(), in);
    }
  }

  private ExplainResult explain(Optional<SourcePlan> plan, Optional<ParsedPolicy> imaPolicy)
      throws IOException, AllowlistException {
    if (request.selinux().isEmpty()) {
      return explain(plan, imaPolicy, Optional.empty());
    }
    try (SelinuxInputs selinux =
        SelinuxInputs.open(
            request.selinux().get(),
            plan,
            request.source().map(SourceRequest::jobs).orElse(1),
            request.temporaryFolder())) {
      notes.addAll(selinux.notes());
      return explain(plan, imaPolicy, Optional.of(selinux));
    }
  }

  private ExplainResult explain(
      Optional<SourcePlan> plan, Optional<ParsedPolicy> imaPolicy, Optional<SelinuxInputs> selinux)
      throws IOException, AllowlistException {
    Optional<TypeAnalysis> analysis =
        selinux.isPresent() ? analysis(selinux.get()) : Optional.empty();
    Optional<LabelLookup> labels = selinux.map(inputs -> inputs.contexts().lookup());
    Optional<HookDecisions> decisions =
        imaPolicy
            .map(ParsedPolicy::policy)
            .map(policy -> byOwnNames(policy, analysis))
            .map(HookDecisions::new);
    PathExplainer paths = new PathExplainer(request, labels, analysis, decisions);
    try (PackageSearch search = search(plan)) {
      List<Answer> answers = new ArrayList<>();
      for (Question question : request.questions()) {
        answers.add(new Answer(question, answer(question, search, paths)));
      }
      return new ExplainResult(
          answers,
          selinux.map(SelinuxInputs::origin),
          imaPolicy,
          plan.isPresent(),
          notes,
          findings.stream().sorted().toList());
    }
  }

  private Optional<TypeAnalysis> analysis(SelinuxInputs selinux)
      throws IOException, AllowlistException {
    if (!selinux.hasBinary()) {
      notes.add(
          selinux.origin()
              + " has no binary policy (--selinux-policy FILE gives one): nothing is known of what"
              + " types are for");
      return Optional.empty();
    }
    selinux.ensureAnalysisPossible();
    progress.phase(Phase.ANALYSE);
    return Optional.of(selinux.analysis());
  }

  /** The kernel takes an alias for its type. */
  private static ImaPolicy byOwnNames(ImaPolicy policy, Optional<TypeAnalysis> analysis) {
    return analysis.isEmpty()
        ? policy
        : policy.withTypes(name -> analysis.get().policy().canonical(name).orElse(name));
  }

  private PackageSearch search(Optional<SourcePlan> plan) throws IOException {
    SortedSet<FilePath> paths = new TreeSet<>();
    SortedSet<FileDigest> digests = new TreeSet<>();
    SortedSet<HashAlgorithm> algorithms = new TreeSet<>(List.of(HashAlgorithm.SHA256));
    for (Question question : request.questions()) {
      if (question instanceof Question.OfPath ofPath) {
        paths.add(ofPath.path());
      } else if (question instanceof Question.OfDigest ofDigest) {
        digests.add(ofDigest.digest());
        algorithms.add(ofDigest.digest().algorithm());
      }
    }
    PackageSearch search =
        new PackageSearch(paths, digests, new AllowlistBuilder(request.temporaryFolder()));
    if (plan.isPresent()) {
      SourceRequest source = request.source().orElseThrow();
      progress.phase(Phase.SCAN);
      progress.scanStarted(plan.get().packages().size(), plan.get().bytesIn(ReadMode.HEADERS));
      FileLists lists = new FileLists(plan.get(), source.selection(), algorithms, source.jobs());
      findings.addAll(plan.get().findings());
      findings.addAll(search.run(plan.get(), lists, progress));
      plan.get().ensureUnchanged();
    }
    return search;
  }

  private static List<Explanation> answer(
      Question question, PackageSearch search, PathExplainer paths) {
    if (question instanceof Question.OfPath ofPath) {
      return List.of(paths.explain(ofPath.path(), search.at(ofPath.path())));
    }
    SortedMap<FilePath, List<PackagedFile>> found = new TreeMap<>();
    for (PackagedFile file : search.with(((Question.OfDigest) question).digest())) {
      found.computeIfAbsent(file.path(), path -> new ArrayList<>()).add(file);
    }
    List<Explanation> explanations = new ArrayList<>();
    found.forEach((path, files) -> explanations.add(paths.explain(path, files)));
    return explanations;
  }

  /** Explains one path after the other, for one thread. */
  private record PathExplainer(
      ExplainRequest request,
      Optional<LabelLookup> labels,
      Optional<TypeAnalysis> analysis,
      Optional<HookDecisions> decisions) {

    Explanation explain(FilePath path, List<PackagedFile> packages) {
      Optional<ContextSpec> spec = labels.flatMap(lookup -> lookup.specFor(path, request.type()));
      Optional<SecurityContext> label = spec.flatMap(ContextSpec::context).map(this::byOwnName);
      return new Explanation(
          path,
          spec,
          label.flatMap(context -> type(context.type())),
          decisions.map(policy -> policy.of(path, label)).orElse(List.of()),
          packages);
    }

    private SecurityContext byOwnName(SecurityContext label) {
      String type =
          analysis.flatMap(known -> known.policy().canonical(label.type())).orElse(label.type());
      return new SecurityContext(label.user(), label.role(), type, label.range());
    }

    private Optional<TypeExplanation> type(String name) {
      if (analysis.isEmpty()) {
        return Optional.empty();
      }
      Optional<TypeReport> report = analysis.get().report(name);
      return report.map(
          found -> {
            Map<Access, List<Grant>> evidence = new EnumMap<>(Access.class);
            for (Access access : Access.values()) {
              evidence.put(access, analysis.get().evidence(name, access));
            }
            return new TypeExplanation(found, evidence);
          });
    }
  }
}
