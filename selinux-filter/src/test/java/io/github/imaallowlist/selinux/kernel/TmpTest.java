package io.github.imaallowlist.selinux.kernel;

import io.github.imaallowlist.fixtures.kernel.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresKernel
final class TmpTest {
  @TempDir Path folder;
  @Test
  void tmp() throws Exception {
    AccessedFiles files = new AccessedFiles(List.of("bin_t", "var_log_t", "etc_t", "tmp_t", "sshd_exec_t"));
    files.addLoaded(KernelImage.newest().orElseThrow(), "modules_object_t", "tmp_t");
    List<GuestFile> all = new ArrayList<>(files.guestFiles());
    all.add(GuestFile.copy("/etc/selinux/policy", Path.of("/etc/selinux/default/policy/policy.33")));
    all.add(GuestFile.text("/etc/ima/ima-policy", Files.readString(Path.of("/tmp/kp/tmp.policy"))));
    GuestRun run = Guest.running("selinux_load /etc/selinux/policy\nima_load /etc/ima/ima-policy\n" + AccessedFiles.use(), all).run(folder);
    Files.write(Path.of("/tmp/kp/tmp.log"), run.asciiLog());
    Files.write(Path.of("/tmp/kp/tmp.dmesg"), run.bytes("dmesg"));
    System.out.println(run.console());
  }
}
