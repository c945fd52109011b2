package io.github.imaallowlist.cli.proof;

import io.github.imaallowlist.fixtures.ImaSigner;
import io.github.imaallowlist.fixtures.host.HostRun;
import io.github.imaallowlist.fixtures.host.InstalledHost;
import io.github.imaallowlist.fixtures.kernel.GuestFile;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.StaticProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The proof's hosts: all have the same packages, and differ in what was done to them since.
 *
 * @param work for them, several hundred MB
 * @param evidence where what came out of them stays
 * @param fileKey whose signatures of files count
 * @param foreignKey whose signatures do not
 * @param installed with the first version of all packages
 * @param vmlinux what they boot
 */
record ProofHosts(
    Path work,
    Path evidence,
    KernelImage kernel,
    ImaSigner fileKey,
    ImaSigner foreignKey,
    InstalledHost installed,
    Path vmlinux) {
  static final String IMA_POLICY = "/etc/ima/ima-policy";

  /** A program that no package has. */
  static final String OWN = "/usr/local/bin/own";

  /** Names of each file, and the signature if it has one. */
  static final String WITH_SIGNATURES = "ima_template=ima-sig";

  /** Hides the file that says who root is. */
  private static final String FOREIGN_RULE = "dont_measure func=FILE_CHECK obj_type=shadow_t\n";

  private static final String LOG = "system_u:object_r:var_log_t:s0";

  /** From {@code include/uapi/asm/unistd_64.h}: memfd_create. */
  private static final int MEMFD_CREATE = 319;

  static ProofHosts make(Path work, Path evidence, KernelImage kernel, ProofRepository publisher)
      throws IOException {
    return new ProofHosts(
        work,
        evidence,
        kernel,
        publisher.fileKey(),
        ImaSigner.ec(work, "foreign", "P-256"),
        InstalledHost.install(
            work.resolve("installed"),
            publisher.packageKey().publicKey(),
            publisher.packages(ProofRepository.FIRST)),
        kernel.bootable(work));
  }

  /** Programs, scripts, libraries and a module are used, and data is read and written. */
  private String use() {
    return """
        tool
        checker
        job
        sh /usr/bin/job
        app
        perl -e 1
        insmod %s
        cat /usr/share/app/words /etc/app.conf >/dev/null
        perl -e '$( = $) = 65534; ($<, $>) = (65534, 65534);
          open(IN, "<", "/usr/share/app/names") && defined <IN> or exit 1'
        echo line >/var/log/app.log
        cat /var/log/app.log >/dev/null
        # Nothing changes; the kernel measures what SELinux enforces all the same.
        echo 1 >/sys/fs/selinux/commit_pending_bools
        cp /sys/fs/selinux/policy $OUT/selinux-policy
        """
        .formatted(module().path());
  }

  private GuestFile module() {
    return kernel.modulesAtTheirPaths(ProofPackages.MODULE).get(0);
  }

  /** A host that nobody changed. */
  Evidence unchanged(String name, Path imaPolicy, String... arguments) throws IOException {
    InstalledHost host = installed.copy(work.resolve(name));
    return boot(name, host, imaPolicy, use(), arguments);
  }

  /** A host that nobody changed, but for a program of its own that is signed. */
  Evidence signing(String name, Path imaPolicy) throws IOException {
    InstalledHost host = installed.copy(work.resolve(name));
    putSigned(host, fileKey);
    return boot(name, host, imaPolicy, use() + OWN + "\n", WITH_SIGNATURES);
  }

  private static void putSigned(InstalledHost host, ImaSigner signer) {
    byte[] program = StaticProgram.withNote("own");
    host.put(GuestFile.of(OWN, program).executable());
    host.sign(OWN, signer.attribute(program));
  }

  /** A host that has about half of an update. */
  Evidence inFlight(Path imaPolicy, ProofRepository publisher) throws IOException {
    InstalledHost host = installed.copy(work.resolve("in-flight"));
    host.update(
        ProofPackages.UPDATED.stream()
            .map(name -> publisher.rpm(name, ProofRepository.SECOND))
            .toList());
    return boot("in-flight", host, imaPolicy, use());
  }

  /**
   * A host with ten changes, of which it does not know one, that a package is too old; with a
   * program that somebody signed whom nobody knows, and with data that is changed, or written to
   * while it is read. The kernel's own rules measure the IMA policy.
   */
  Evidence changed(String name, Path imaPolicy) throws IOException {
    InstalledHost host = installed.copy(work.resolve(name));
    GuestFile checker = GuestFile.copy("/usr/bin/checker", host.file("/usr/bin/checker"));
    byte[] flipped = checker.content();
    flipped[flipped.length - 1] ^= 1;
    host.put(GuestFile.of(checker.path(), flipped).executable());
    host.put(longer(host, "/usr/bin/job", "/usr/bin/job"));
    host.put(longer(host, "/etc/app.conf", "/etc/app.conf"));
    host.put(longer(host, library(host, "libcrypt.so.1"), library(host, "libcrypt.so.1")));
    host.put(longer(host, library(host, "libm.so.6"), "/home/foreign.so"));
    host.put(
        GuestFile.copy("/var/log/runner", host.file("/usr/bin/runner")).executable().labelled(LOG));
    String module = "/usr/lib/modules/" + kernel.release() + "/extra/foreign.ko";
    host.put(GuestFile.of(module, kernel.module("crc8").orElseThrow()));
    putSigned(host, foreignKey);
    Path changedPolicy = work.resolve(name + "-ima-policy");
    Files.writeString(changedPolicy, FOREIGN_RULE + Files.readString(imaPolicy));
    String steps =
        """
        tool
        checker
        job
        perl -e 1
        LD_PRELOAD=/home/foreign.so perl -e 1
        cp /usr/bin/runner /tmp/runner
        /tmp/runner
        /var/log/runner
        perl -e '
          $name = "in-memory";
          $fd = syscall(%d, $name, 0);
          open(IN, "<", "/usr/bin/runner"); binmode IN; read(IN, $code, 1 << 20);
          syscall(1, $fd, $code, length $code);
          exec {"/proc/self/fd/$fd"} "runner"; exit 1'
        insmod %s
        %s
        cat /etc/app.conf >/dev/null
        # Read while it is open to be written, and opened to be written while it is read.
        exec 3>>/usr/share/app/words
        cat /usr/share/app/words >/dev/null
        exec 3>&-
        exec 3</usr/share/app/names
        : >>/usr/share/app/names
        exec 3<&-
        """
            .formatted(MEMFD_CREATE, module, OWN);
    return boot(name, host, changedPolicy, steps, "ima_policy=tcb", WITH_SIGNATURES);
  }

  /** Where the link for folders leads. */
  private static String library(InstalledHost host, String name) {
    return "/usr/lib/" + name(host, name);
  }

  private static String name(InstalledHost host, String name) {
    try (var files = Files.walk(host.file("/usr/lib"))) {
      Path file =
          files.filter(one -> one.getFileName().toString().equals(name)).findFirst().orElseThrow();
      return host.file("/usr/lib").relativize(file).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy that works as the original does. */
  private static GuestFile longer(InstalledHost host, String original, String path) {
    byte[] content = GuestFile.copy(path, host.file(original)).content();
    byte[] addition = "\n# foreign\n".getBytes(StandardCharsets.US_ASCII);
    byte[] longer = Arrays.copyOf(content, content.length + addition.length);
    System.arraycopy(addition, 0, longer, content.length, addition.length);
    return GuestFile.of(path, longer).executable();
  }

  private Evidence boot(
      String name, InstalledHost host, Path imaPolicy, String steps, String... arguments)
      throws IOException {
    host.put(GuestFile.copy(IMA_POLICY, imaPolicy));
    long start = System.nanoTime();
    try (HostRun run =
        host.boot(
            work.resolve(name + "-boot"),
            vmlinux,
            InstalledSelinuxPolicy.contexts().orElseThrow(),
            steps,
            arguments)) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      Evidence came = Evidence.of(evidence.resolve(name), run);
      // For whoever wonders what takes so long.
      Files.writeString(came.folder().resolve("seconds"), seconds + "\n");
      return came;
    }
  }
}
