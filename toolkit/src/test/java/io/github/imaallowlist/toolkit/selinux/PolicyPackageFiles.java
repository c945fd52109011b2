package io.github.imaallowlist.toolkit.selinux;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.openpgp.Keyring;
import io.github.imaallowlist.rpm.repository.PackageSelection;
import io.github.imaallowlist.rpm.repository.SourceSettings;
import io.github.imaallowlist.rpm.trust.Requirement;
import io.github.imaallowlist.rpm.trust.TrustPolicy;
import io.github.imaallowlist.toolkit.source.SourcePlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Packages with policies, and plans to read them, for tests. */
final class PolicyPackageFiles {
  static final String CONTEXTS =
      "/.* system_u:object_r:any_t:s0\n/usr/bin/.* -- system_u:object_r:bin_t:s0\n";

  private PolicyPackageFiles() {}

  /** Whose binary policy is a text that names its version. */
  static RpmBytes policy(String type, String version) {
    String folder = "/etc/selinux/" + type;
    return RpmBytes.named("selinux-policy-" + type)
        .version(version)
        .file(folder + "/contexts/files/file_contexts", CONTEXTS)
        .file(folder + "/contexts/files/file_contexts.subs_dist", "/bin /usr/bin\n")
        .file(folder + "/contexts/files/file_contexts.bin", "not to be read")
        .file(folder + "/policy/policy.9", "policy 9 of " + version)
        .file(folder + "/policy/policy.33", "policy 33 of " + version);
  }

  static SourcePlan plan(Path folder) throws IOException, AllowlistException {
    return SourcePlan.of(
        List.of(folder.toString()),
        SourceSettings.defaults(),
        new TrustPolicy(Keyring.EMPTY, Requirement.EITHER, true, Instant.now()),
        PackageSelection.everything(),
        1);
  }

  static SelinuxRequest request(String place) {
    return new SelinuxRequest(
        place,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
