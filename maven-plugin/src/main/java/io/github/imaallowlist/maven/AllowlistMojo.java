package io.github.imaallowlist.maven;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.maven.parameter.Misuse;
import io.github.imaallowlist.maven.parameter.ParameterFields;
import io.github.imaallowlist.maven.parameter.ParameterText;
import io.github.imaallowlist.maven.parameter.Values;
import io.github.imaallowlist.maven.report.FindingsLog;
import io.github.imaallowlist.maven.report.Printable;
import io.github.imaallowlist.maven.report.RootLocale;
import io.github.imaallowlist.maven.state.LastRun;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.toolkit.Failures;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What all goals have in common: when they run, how they fail, and where their output goes. */
abstract class AllowlistMojo extends AbstractMojo {
  private static final String SOURCE_DATE_EPOCH = "SOURCE_DATE_EPOCH";

  /** Parameters that name what a goal writes, or where it works. */
  private static final Set<String> PLACES = Set.of("outputDirectory", "tempDir", "cache");

  /**
   * Do nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.skip", defaultValue = "false")
  private boolean skip;

  /**
   * Whether findings fail the build. If not, they are warnings. A list or policy that something is
   * missing from is written only with <code>allowIncomplete</code>, also then; and where nobody
   * vouches for a package, the build fails all the same.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.failOnFindings", defaultValue = "true")
  private boolean failOnFindings;

  /**
   * Folder for what the goal makes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.outputDirectory", defaultValue = "${project.build.directory}")
  private File outputDirectory = new File("target");

  /**
   * Folder for temporary files, which are gone when the goal ends.
   *
   * @since 0.1.0
   */
  @Parameter(property = "ima.tempDir", defaultValue = "${java.io.tmpdir}")
  private File tempDir = new File("target");

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @SuppressWarnings("NullAway.Init") // Maven sets it
  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Override
  @SuppressWarnings("try") // the locale is there as long as it is open
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped: " + ParameterText.property("skip"));
      return;
    }
    try (RootLocale locale = RootLocale.open()) {
      requireInputs();
      run();
    } catch (AllowlistException e) {
      throw failure(e);
    } catch (IOException e) {
      throw failure(Failures.of(e));
    }
  }

  /** Does what the goal is for. */
  abstract void run()
      throws AllowlistException, IOException, MojoExecutionException, MojoFailureException;

  /** Names of parameters with files that need not be there. */
  Set<String> outputs() {
    return Set.of();
  }

  /** For options whose name another goal has for something else: option and parameter. */
  Map<String, String> renamed() {
    return Map.of();
  }

  /** Parameters that say whom to trust, for errors that name none; may be empty. */
  String trustParameters() {
    return "";
  }

  private void requireInputs() throws AllowlistException {
    for (Map.Entry<String, List<File>> named : ParameterFields.files(this).entrySet()) {
      if (isInput(named.getKey())) {
        for (File file : named.getValue()) {
          if (!file.exists()) {
            throw new AllowlistException(
                ExitCode.IO,
                file + " does not exist, and the parameter " + named.getKey() + " names it",
                "Correct the parameter, in the POM or with "
                    + ParameterText.property(named.getKey())
                    + "=FILE, or make the file before.");
          }
        }
      }
    }
  }

  final boolean isInput(String parameter) {
    Set<String> others = new HashSet<>(PLACES);
    others.addAll(outputs());
    return !others.contains(parameter);
  }

  /**
   * What did not match is the build's failure; what could not be done an error of the execution.
   */
  private Exception asMojoFailure(AllowlistException e) {
    String problem = text().of(String.valueOf(e.getMessage()));
    String remedy = text().of(e.remedy());
    boolean named = (problem + remedy).contains("-D" + ParameterText.PREFIX);
    String message =
        Printable.of(problem)
            + System.lineSeparator()
            + Printable.of(remedy)
            + (named || e.exitCode() != ExitCode.NO_TRUST ? "" : trustParameters());
    return switch (e.exitCode()) {
      case FINDINGS, NO_TRUST -> new MojoFailureException(message, e);
      default -> new MojoExecutionException(message, e);
    };
  }

  private MojoExecutionException failure(AllowlistException e) throws MojoFailureException {
    Exception failure = asMojoFailure(e);
    if (failure instanceof MojoFailureException known) {
      throw known;
    }
    return (MojoExecutionException) failure;
  }

  /**
   * Shows findings, and fails if they are to.
   *
   * @param exit what the command would end with
   * @param problem what has come of them, in one line
   */
  final void judge(List<Finding> findings, ExitCode exit, String problem)
      throws MojoFailureException {
    ParameterText text = new ParameterText(getClass(), renamed());
    boolean fails = exit == ExitCode.NO_TRUST || (exit != ExitCode.OK && failOnFindings);
    FindingsLog.print(findings, text, fails ? getLog()::error : getLog()::warn);
    if (fails) {
      throw new MojoFailureException(
          problem
              + System.lineSeparator()
              + (exit == ExitCode.NO_TRUST
                  ? "The log names each package, and what to do."
                  : "The log names each finding, and what to do; or go on all the same with "
                      + ParameterText.property("failOnFindings")
                      + "=false."));
    }
    if (exit != ExitCode.OK) {
      getLog().warn(problem);
    }
  }

  /**
   * The note of the goal's last run.
   *
   * @param names of what is read
   * @param more files and folders that count besides those of the parameters
   */
  final LastRun lastRun(String goal, List<String> names, List<Path> more, List<Path> written)
      throws IOException {
    SortedMap<String, String> values = ParameterFields.values(this);
    values.put("names", names.toString());
    values.put(SOURCE_DATE_EPOCH, String.valueOf(System.getenv(SOURCE_DATE_EPOCH)));
    List<Path> counted = new ArrayList<>(more);
    ParameterFields.files(this)
        .forEach(
            (name, files) -> {
              if (isInput(name)) {
                counted.addAll(Values.paths(files));
              }
            });
    return LastRun.of(goal, values, counted, written);
  }

  final ParameterText text() {
    return new ParameterText(getClass(), renamed());
  }

  final MavenProject project() {
    return project;
  }

  final MavenSession session() {
    return session;
  }

  /** Whether there is a POM, whose project an artifact can be attached to. */
  final boolean hasPom() {
    return project.getFile() != null;
  }

  /** What names that are not of a {@code File} are relative to. */
  final Path baseFolder() {
    return Optional.ofNullable(project.getBasedir())
        .map(File::toPath)
        .orElseGet(() -> Path.of(session.getExecutionRootDirectory()));
  }

  final Path temporaryFolder() throws IOException {
    return Files.createDirectories(tempDir.toPath());
  }

  /**
   * A file of the output folder, which is made.
   *
   * @param ending of its name, behind that of the project
   */
  final Path outputFile(@Nullable File named, String ending) throws IOException {
    Path file =
        named != null
            ? named.toPath()
            : outputDirectory.toPath().resolve(project.getBuild().getFinalName() + "-" + ending);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return file;
  }

  /**
   * The time that stands for that of the build.
   *
   * @param outputTimestamp {@code project.build.outputTimestamp}, which goes before the environment
   */
  static Optional<Instant> sourceDate(@Nullable String outputTimestamp) throws AllowlistException {
    Optional<Instant> ofProject = Values.outputTimestamp("outputTimestamp", outputTimestamp);
    if (ofProject.isPresent()) {
      return ofProject;
    }
    String epoch = System.getenv(SOURCE_DATE_EPOCH);
    try {
      return epoch == null || epoch.isEmpty()
          ? Optional.empty()
          : Optional.of(Instant.ofEpochSecond(Long.parseLong(epoch)));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      throw Misuse.of(
          "SOURCE_DATE_EPOCH is not a number of seconds since 1970: '" + epoch + "'",
          "Correct the environment variable, or unset it.");
    }
  }
}
