package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.format.AllowlistFormat;
import io.github.imaallowlist.format.Validity;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.PreviousParameters;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.maven.project.PackageInputs;
import io.github.imaallowlist.maven.report.GenerateLog;
import io.github.imaallowlist.maven.report.LogProgress;
import io.github.imaallowlist.maven.state.LastRun;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.toolkit.OpenPgpSigning;
import io.github.imaallowlist.toolkit.SigningRequest;
import io.github.imaallowlist.toolkit.filter.FilterRequest;
import io.github.imaallowlist.toolkit.generate.Generate;
import io.github.imaallowlist.toolkit.generate.GenerateRequest;
import io.github.imaallowlist.toolkit.generate.GenerateResult;
import io.github.imaallowlist.toolkit.generate.ListRequest;
import io.github.imaallowlist.toolkit.generate.OutputRequest;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.source.HostPackages;
import io.github.imaallowlist.toolkit.source.SourceRequest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Makes an allowlist of the files in RPM packages, signs it, and attaches it to the project.
 *
 * <p>Every file is taken out of its package's payload, hashed, and held against the digest in the
 * package's header. Findings are reported together; with any, nothing is written and the build
 * fails. While neither parameters nor packages change, nothing is done.
 *
 * @since 0.1.0
 */
@Mojo(
    name = "generate",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    requiresProject = false,
    threadSafe = true)
public final class GenerateMojo extends SourcesMojo {
  /**
   * <code>keylime</code>, a runtime policy, or <code>flat</code>, lines as sha256sum writes them.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.format", defaultValue = "keylime")
  private String format = "keylime";

  /**
   * <code>payload</code>; or <code>headers</code>: fast, and takes the digests in the packages'
   * headers for true; or <code>metadata</code>: those in the repository's filelists-ext.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.read", defaultValue = "payload")
  private String read = "payload";

  /**
   * Only those packages that a host has, by what <code>rpm -qa</code> prints there. One that no
   * source has is a finding.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.installed")
  private @Nullable File installed;

  /**
   * The same by an RPM database, which this machine's rpm reads: its folder, or the root of an
   * image.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.rpmdb")
  private @Nullable File rpmdb;

  /**
   * Refuse sources whose repomd.xml has a lower revision than when this list was made of them: a
   * repository that was put back.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.notOlderThan")
  private @Nullable File notOlderThan;

  /**
   * With <code>keepRemoved</code>: the list that the last run made of the same sources. It is
   * verified with <code>previousKey</code>, <code>previousCa</code> or <code>previousKeyring</code>
   * ; one without a signature needs <code>allowUnsigned</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.previous")
  private @Nullable File previous;

  /**
   * Public keys or certificates that you trust to have signed it, in PEM; one is enough.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.previousKey")
  private List<File> previousKey = List.of();

  /**
   * CA certificates that its signers' certificates must lead to.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.previousCa")
  private List<File> previousCa = List.of();

  /**
   * OpenPGP public keys that you trust to have signed it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.previousKeyring")
  private List<File> previousKeyring = List.of();

  /**
   * Its detached signature, CMS or OpenPGP, where it has one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.previousSignature")
  private @Nullable File previousSignature;

  /**
   * The list; by default in the output folder, named after the project and the classifier.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.output")
  private @Nullable File output;

  /**
   * A detached signature; by default beside the list, with <code>.p7s</code> or <code>.asc</code>
   * behind its name.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.signatureOutput")
  private @Nullable File signatureOutput;

  /**
   * With <code>profile</code>: the IMA policy; by default in the output folder, named after the
   * project, ending in <code>-ima-policy</code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.imaPolicyOutput")
  private @Nullable File imaPolicyOutput;

  /**
   * Attach the list to the project, so that <code>install</code> and <code>deploy</code> carry it:
   * with the classifier, and the type <code>json</code> (<code>txt</code> for the flat format); a
   * detached signature with the type <code>json.p7s</code> or <code>json.asc</code>; and an IMA
   * policy that is derived with the classifier <code>ima-policy</code> and the type <code>txt
   * </code>.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.attach", defaultValue = "true")
  private boolean attach;

  /**
   * Classifier of the list. Several executions in one project need different ones.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.classifier", defaultValue = "ima-allowlist")
  private String classifier = "ima-allowlist";

  /**
   * Stands for the time of the build, for reproducible output; <code>SOURCE_DATE_EPOCH</code> in
   * the environment does too. Without either the list's time is that of the repositories' metadata.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.outputTimestamp", defaultValue = "${project.build.outputTimestamp}")
  private @Nullable String outputTimestamp;

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Inject
  private MavenProjectHelper projectHelper;

  @Override
  Set<String> outputs() {
    return Set.of("output", "signatureOutput", "imaPolicyOutput");
  }

  @Override
  void run() throws AllowlistException, IOException, MojoFailureException {
    PackageInputs inputs = inputs();
    if (inputs.names().isEmpty()) {
      nothingToDo();
      return;
    }
    ListFiles files = files();
    Optional<LastRun> lastRun = lastRun(inputs, files);
    Optional<Duration> validFor = validFor();
    Instant now = sourceDate(outputTimestamp).orElseGet(Instant::now);
    if (lastRun.isPresent() && lastRun.get().isUpToDate(Instant.now())) {
      getLog().info("Nothing changed since the last run: " + files.list());
    } else {
      if (lastRun.isPresent()) {
        lastRun.get().clear();
      }
      GenerateResult result = Generate.run(request(inputs, files, now), new LogProgress(getLog()));
      if (!result.isWritten()) {
        removeFormer(files);
      }
      report(result, files.list());
      if (!result.isWritten()) {
        return;
      }
      if (lastRun.isPresent() && result.findings().isEmpty()) {
        lastRun.get().put(validFor.map(length -> now.plus(length.dividedBy(2))));
      }
    }
    if (attach && hasPom()) {
      files.attachTo(project(), projectHelper, classifier);
    }
  }

  /**
   * A parent of others has nothing to list; elsewhere nobody would notice that the list is missing.
   */
  private void nothingToDo() throws AllowlistException {
    if (hasPom() && project().getPackaging().equals("pom")) {
      getLog().info("No packages: nothing to make a list of");
      return;
    }
    throw Misuse.of(
        "there is no package to make a list of: no artifact of type rpm, and no --sources",
        "Run after the plugin that makes the RPM, give --sources PATH, or leave it out with"
            + " --skip.");
  }

  private ListFiles files() throws AllowlistException, IOException {
    boolean flat = allowlistFormat() == AllowlistFormat.FLAT;
    Path list = outputFile(output, classifier + (flat ? ".txt" : ".json"));
    Optional<Path> policy =
        profile().isPresent()
            ? Optional.of(outputFile(imaPolicyOutput, "ima-policy"))
            : Optional.empty();
    Optional<SigningRequest> signing = signing().toRequest(baseFolder(), Instant.now());
    if (signing.isEmpty() || !signing.get().isDetached()) {
      return new ListFiles(list, Optional.empty(), policy);
    }
    String suffix = signing.get() instanceof OpenPgpSigning ? ".asc" : ".p7s";
    Path beside = list.resolveSibling(list.getFileName() + suffix);
    return new ListFiles(list, Optional.of(Values.path(signatureOutput).orElse(beside)), policy);
  }

  /** Empty where something counts that is not in files of this machine. */
  private Optional<LastRun> lastRun(PackageInputs inputs, ListFiles files)
      throws AllowlistException, IOException {
    if (!inputs.isLocal() || !signing().isOfFiles() || rpmdb != null) {
      return Optional.empty();
    }
    List<Path> counted = new ArrayList<>(inputs.files());
    signing().keyFile(baseFolder()).ifPresent(counted::add);
    selinuxPlace().ifPresent(counted::add);
    counted.addAll(imaBufFiles());
    return Optional.of(lastRun("generate", inputs.names(), counted, files.all()));
  }

  /** A list of other packages than these would be taken for theirs by what comes after. */
  private void removeFormer(ListFiles files) throws IOException, AllowlistException {
    for (Path file : files.all()) {
      File kept = previous;
      if (kept == null || !file.toAbsolutePath().equals(kept.toPath().toAbsolutePath())) {
        new Destination.InFile(file).delete();
      }
    }
  }

  private AllowlistFormat allowlistFormat() throws AllowlistException {
    return Values.oneOf("format", AllowlistFormat.values(), format);
  }

  private GenerateRequest request(PackageInputs inputs, ListFiles files, Instant now)
      throws AllowlistException, IOException {
    ReadMode mode = Values.oneOf("read", ReadMode.values(), read);
    Optional<FilterRequest> filter = filter(files.imaPolicy());
    Optional<SigningRequest> signing = signing().toRequest(baseFolder(), now);
    checkUse(signing);
    return new GenerateRequest(
        new SourceRequest(
            inputs.names(),
            sourceParameters().toSettings(inputs.names().size()),
            selection(sourcePackages()),
            mode,
            jobs(),
            cache().toRequest(mode),
            hostPackages()),
        trustRequest(),
        fileSignatures(),
        new ListRequest(
            algorithms(),
            allowlistFormat(),
            excludePaths(),
            base(),
            sourceDate(outputTimestamp),
            validFor().map(length -> Validity.of(now, length)),
            Values.path(notOlderThan),
            allowIncomplete(),
            updates(
                new PreviousParameters(
                        previous, previousKey, previousCa, previousKeyring, previousSignature)
                    .toSource(keepRemoved().isPresent(), allowUnsigned()),
                now)),
        new OutputRequest(
            new Destination.InFile(files.list()),
            signing,
            files.signature().map(Destination.InFile::new),
            temporaryFolder()),
        filter);
  }

  private Optional<HostPackages> hostPackages() throws AllowlistException {
    File file = installed;
    File folder = rpmdb;
    if (file != null && folder != null) {
      throw Misuse.of("--installed and --rpmdb exclude one another", "Give one of them.");
    }
    if (file != null) {
      return Optional.of(new HostPackages.InFile(file.toPath()));
    }
    return folder != null
        ? Optional.of(new HostPackages.InDatabase(folder.toPath()))
        : Optional.empty();
  }

  private void checkUse(Optional<SigningRequest> signing) throws AllowlistException {
    boolean detached = signing.isPresent() && signing.get().isDetached();
    if (!detached && signatureOutput != null) {
      throw Misuse.of(
          "--signature-output goes with a detached signature: CMS or OpenPGP", "Leave it out.");
    }
    if (allowlistFormat() == AllowlistFormat.FLAT) {
      if (signing.isPresent() && !detached) {
        throw Misuse.of(
            "an envelope holds the keylime format only",
            "Sign flat with --signature cms-pem or cms-der, or an OpenPGP key.");
      }
      boolean other = !excludePaths().isEmpty() || keepRemoved().isPresent();
      if (other || validFor().isPresent()) {
        throw Misuse.of(
            "--exclude-path, --keep-removed and --valid-for go with --format keylime",
            "Leave them out: flat has no place for them.");
      }
    }
    if (imaPolicyOutput != null && profile().isEmpty()) {
      throw Misuse.of(
          "--ima-policy-output goes with --profile", "Give --profile NAME, or leave it out.");
    }
  }

  private void report(GenerateResult result, Path list) throws MojoFailureException {
    new GenerateLog(getLog(), result).print();
    if (result.isWritten()) {
      getLog().info("Wrote " + list + ", " + GenerateLog.signed(result.signedBy()));
    }
    String problem =
        GenerateLog.findings(result.findings().size())
            + (result.isWritten()
                ? ": " + list + " lacks what they are about"
                : ": no list was written");
    judge(result.findings(), result.exitCode(), problem);
  }
}
