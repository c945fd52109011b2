package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A measurement list to check.
 *
 * @param log the kernel's binary or ASCII list; {@code -} is the standard input
 * @param allowlist what it is held against; verified first
 * @param older lists of former times, which explain old files and accept nothing
 * @param policies by which it is told what a host measures; absent: it is not
 * @param evidence what the host's TPM says
 * @param state where a check that is continued is kept; absent: all of the log is checked
 * @param maxAge how old the allowlist may be; its own expiry counts in any case
 * @param labels whether entries are to be counted by label, too; needs the policies
 * @param temporaryFolder an existing folder with room for the allowlist and the log
 */
public record CheckRequest(
    Path log,
    ListSource allowlist,
    List<ListSource> older,
    Optional<HostPolicies> policies,
    PcrEvidence evidence,
    Optional<StateFile> state,
    Optional<Duration> maxAge,
    boolean labels,
    InputStream standardInput,
    Path temporaryFolder) {
  public CheckRequest {
    older = List.copyOf(older);
  }

  /** Every file that is read or kept, none of which a report may take the place of. */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(log));
    files.addAll(allowlist.files());
    older.forEach(list -> files.addAll(list.files()));
    policies.ifPresent(given -> files.addAll(given.files()));
    evidence.quote().ifPresent(quote -> files.addAll(quote.files()));
    state.map(StateFile::file).ifPresent(files::add);
    return files;
  }

  /**
   * What hosts measure.
   *
   * @param imaPolicy the IMA policy's file
   * @param selinux the SELinux policy, which has the labels
   */
  public record HostPolicies(Path imaPolicy, SelinuxRequest selinux) {
    List<Path> files() {
      return Stream.of(
              Stream.of(imaPolicy), selinux.policyFile().stream(), selinux.booleans().stream())
          .flatMap(Function.identity())
          .toList();
    }
  }

  /**
   * Where the last check ended, and where this one's end goes if nothing deviates.
   *
   * @param file need not be there yet: the check then begins with the first entry
   * @param newEntriesAlone whether the log begins behind the entries that the last check saw
   */
  public record StateFile(Path file, boolean newEntriesAlone) {}
}
