package io.github.imaallowlist.toolkit.filter;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.error.ExitCode;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.toolkit.output.Destination;
import io.github.imaallowlist.toolkit.selinux.SelinuxRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What hosts measure.
 *
 * @param selinux the SELinux policy of the hosts
 * @param policy the IMA policy of the hosts
 * @param policyPath where hosts load the IMA policy from, which the kernel logs
 * @param buffers what hosts measure besides files
 */
public record FilterRequest(
    SelinuxRequest selinux, HostPolicy policy, FilePath policyPath, HostBuffers buffers) {
  /**
   * Fails where the IMA policy could not be written, or the list would take its place.
   *
   * @param list where the list goes
   * @throws AllowlistException saying what is in the way
   */
  public void ensurePossible(Destination list) throws IOException, AllowlistException {
    if (policy instanceof HostPolicy.Given given) {
      list.ensureNot(List.of(given.file()));
    } else if (policy instanceof HostPolicy.Derived derived && derived.output().isPresent()) {
      Destination.InFile output = derived.output().get();
      output.ensurePossible();
      if (list instanceof Destination.InFile file && absolute(file).equals(absolute(output))) {
        throw new AllowlistException(
            ExitCode.USAGE,
            "the list and the IMA policy both go to " + file.file(),
            "Name different files with --output and --ima-policy-output.");
      }
    }
  }

  private static Path absolute(Destination.InFile file) {
    return file.file().toAbsolutePath().normalize();
  }
}
