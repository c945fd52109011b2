package io.github.imaallowlist.selinux.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.RequiresKernel;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What evaluation says of rules written by hand, and what the kernel does. */
@RequiresKernel
final class EvaluationOnKernelTest {
  private static final List<String> TYPES =
      List.of("bin_t", "etc_t", "var_log_t", "tmp_t", "shadow_t", "man_t", "user_home_t");

  @TempDir Path folder;

  @Test
  void rulesThatLeaveOutLabelsOfData() throws IOException {
    PolicyInGuest guest =
        inGuest(
            """
            # pseudo file systems
            dont_measure fsmagic=0x9fa0
            dont_measure fsmagic=0x01021994
            measure func=BPRM_CHECK mask=MAY_EXEC
            measure func=MMAP_CHECK mask=MAY_EXEC
            measure func=MODULE_CHECK
            measure func=FIRMWARE_CHECK
            measure func=FILE_CHECK mask=MAY_READ obj_type=modules_object_t

            dont_measure func=FILE_CHECK obj_type=var_log_t
            dont_measure func=FILE_CHECK obj_type=shadow_t
            measure func=FILE_CHECK mask=^MAY_READ euid=0
            measure func=FILE_CHECK mask=^MAY_READ uid=0
            """);

    guest.logHasWhatEvaluationSays();
    assertThat(guest.measuredPaths())
        .contains("/srv/execute-by-user/var_log_t", "/lib/modules/bch.ko.xz")
        .doesNotContain("/srv/read-by-root/var_log_t", "/srv/read-by-user/etc_t");
  }

  @Test
  void rulesOfAllKindsInAnOrderThatMatters() throws IOException {
    PolicyInGuest guest =
        inGuest(
            """
            dont_measure func=BPRM_CHECK uid>1000 obj_type=tmp_t
            dont_measure func=MMAP_CHECK uid=65534 obj_type=tmp_t
            measure func=FILE_CHECK mask=MAY_EXEC obj_type=man_t
            measure func=CREDS_CHECK euid>0 obj_type=etc_t
            measure func=BPRM_CHECK mask=MAY_EXEC fowner=0 uid<1
            measure func=MMAP_CHECK mask=^MAY_EXEC gid>5 fgroup<1
            dont_measure obj_type=user_home_t
            audit func=FILE_CHECK mask=MAY_READ
            measure func=FILE_CHECK mask=MAY_READ obj_type=var_log_t obj_user=system_u fsname=ext4
            measure func=FILE_CHECK mask=MAY_READ obj_type=shadow_t fsmagic=0xef53 egid=65534
            measure func=FILE_CHECK mask=MAY_READ obj_type=bin_t fsname=tmpfs
            measure func=MODULE_CHECK obj_type=modules_object_t
            measure func=FIRMWARE_CHECK fowner>0
            """);

    guest.logHasWhatEvaluationSays();
    Set<String> paths = guest.measuredPaths();
    assertThat(paths).contains("/lib/modules/crc7.ko").doesNotContain("/lib/modules/crc8.ko");
  }

  private PolicyInGuest inGuest(String policy) throws IOException {
    AccessedFiles files = new AccessedFiles(TYPES);
    files.addLoaded(KernelImage.newest().orElseThrow(), "modules_object_t", "tmp_t");
    ImaPolicy parsed =
        ImaPolicyParser.parse(
                "policy", new ByteArrayInputStream(policy.getBytes(StandardCharsets.UTF_8)))
            .policy();
    return new PolicyInGuest(parsed, files, "", folder);
  }
}
