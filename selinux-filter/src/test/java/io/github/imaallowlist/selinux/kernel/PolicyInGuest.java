package io.github.imaallowlist.selinux.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.fixtures.kernel.Guest;
import io.github.imaallowlist.fixtures.kernel.GuestFile;
import io.github.imaallowlist.fixtures.kernel.GuestRun;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An IMA policy beside this machine's SELinux policy in a guest, where files are used. */
final class PolicyInGuest {
  /** The name is the last field but the signature, which is empty here. */
  private static final int NAME = 4;

  private final ImaPolicy policy;
  private final AccessedFiles files;
  private final GuestRun run;

  /**
   * Loads the policies and uses the files.
   *
   * @param afterwards more of the guest's script
   * @throws AssertionError if the kernel refuses the policy
   */
  PolicyInGuest(ImaPolicy policy, AccessedFiles files, String afterwards, Path folder) {
    this.policy = policy;
    this.files = files;
    List<GuestFile> all = new ArrayList<>(files.guestFiles());
    all.add(GuestFile.copy("/etc/selinux/policy", InstalledSelinuxPolicy.file().orElseThrow()));
    all.add(GuestFile.of("/etc/ima/ima-policy", written(policy)));
    String script =
        """
        selinux_load /etc/selinux/policy
        ima_load /etc/ima/ima-policy
        """
            + AccessedFiles.USE
            + afterwards;
    this.run = Guest.running(script, all).run(folder);
  }

  GuestRun run() {
    return run;
  }

  /** The log has those of the files that evaluation says it has, and no other of them. */
  void logHasWhatEvaluationSays() {
    SortedSet<String> expected = new TreeSet<>();
    SortedSet<String> used = new TreeSet<>();
    for (AccessedFile file : files.all()) {
      used.add(file.path());
      if (file.isMeasuredUnder(policy)) {
        expected.add(file.path());
      }
    }
    SortedSet<String> measured = new TreeSet<>(measuredPaths());
    measured.retainAll(used);
    assertThat(measured).containsExactlyElementsOf(expected);
  }

  /** All of the log's names. */
  Set<String> measuredPaths() {
    return entries().stream().map(fields -> fields.get(NAME)).collect(Collectors.toSet());
  }

  /** The log's entries, each with its fields. */
  List<List<String>> entries() {
    return new String(run.asciiLog(), StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> List.of(line.split(" ", -1)))
        .toList();
  }

  private static byte[] written(ImaPolicy policy) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImaPolicyWriter.write(policy, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
