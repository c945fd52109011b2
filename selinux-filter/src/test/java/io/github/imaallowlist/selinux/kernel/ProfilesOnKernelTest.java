package io.github.imaallowlist.selinux.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.RequiresTool;
import io.github.imaallowlist.fixtures.kernel.InstalledSelinuxPolicy;
import io.github.imaallowlist.fixtures.kernel.KernelImage;
import io.github.imaallowlist.fixtures.kernel.RequiresKernel;
import io.github.imaallowlist.ima.buffer.SelinuxPolicyHash;
import io.github.imaallowlist.ima.policy.KernelVersion;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.selinux.analysis.AnalysisSettings;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.analysis.TypeAnalysis;
import io.github.imaallowlist.selinux.analysis.TypeClass;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.derive.DeriveSettings;
import io.github.imaallowlist.selinux.derive.DerivedPolicy;
import io.github.imaallowlist.selinux.derive.ImaPolicyDerivation;
import io.github.imaallowlist.selinux.derive.Profile;
import io.github.imaallowlist.selinux.policy.SetoolsPolicyReader;
import io.github.imaallowlist.selinux.policy.SetoolsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The policies of the profiles, made for this machine's SELinux policy, and what they do. */
@RequiresKernel
@RequiresTool({"seinfo", "sesearch", "kmod"})
final class ProfilesOnKernelTest {
  /** What a log is labelled: no program's label, and the first one to hide a program behind. */
  private static final String LOG = "var_log_t";

  private static final String MODULE = "modules_object_t";
  private static final int TYPES_OF_A_CLASS = 3;

  /** What any policy has, so that root's and users' files are among those that are used. */
  private static final List<String> ALWAYS =
      List.of(LOG, MODULE, "bin_t", "etc_t", "shadow_t", "tmp_t", "user_home_t");

  /** The log's fields, of a template with a buffer. */
  private static final int DIGEST = 3;

  private static final int NAME = 4;
  private static final int BUFFER = 5;

  private static TypeAnalysis analysis;
  private static SortedSet<String> types;

  @TempDir Path folder;

  @BeforeAll
  static void analyse() throws IOException, AllowlistException {
    Path policy = InstalledSelinuxPolicy.file().orElseThrow();
    analysis =
        TypeAnalysis.of(
            SetoolsPolicyReader.read(policy, SetoolsSettings.DEFAULT), AnalysisSettings.DEFAULT);
    types = typesOfEachClass();
  }

  @Test
  void codeMeasuresWhatRunsOrIsLoadedAndTheSelinuxPolicy() throws Exception {
    PolicyInGuest guest =
        used(
            Profile.CODE,
            """
            boolean=$(ls /sys/fs/selinux/booleans | head -n 1)
            value=$(cut -d ' ' -f 1 /sys/fs/selinux/booleans/$boolean)
            echo $((1 - value)) >/sys/fs/selinux/booleans/$boolean
            echo 1 >/sys/fs/selinux/commit_pending_bools
            cp /sys/fs/selinux/policy $OUT/policy
            """);

    guest.logHasWhatEvaluationSays();
    programsAreMeasuredWhateverTheirLabel(guest);
    assertThat(guest.measuredPaths())
        .contains("selinux-state")
        .doesNotContain("/srv/read-by-root/etc_t", "/srv/read-by-root/" + LOG);
    // As security/selinux/ima.c has it: the buffer is the digest of the policy that is loaded, and
    // the entry's digest is, as any buffer's, that of the buffer.
    byte[] hash = sha256(guest.run().bytes("policy"));
    List<String> entry =
        guest.entries().stream()
            .filter(fields -> fields.get(NAME).equals("selinux-policy-hash"))
            .findFirst()
            .orElseThrow();
    assertThat(entry.get(BUFFER)).isEqualTo(HexFormat.of().formatHex(hash));
    assertThat(
            SelinuxPolicyHash.of(
                new ByteArrayInputStream(guest.run().bytes("policy")),
                new TreeSet<>(List.of(HashAlgorithm.SHA256))))
        .hasToString("[" + entry.get(DIGEST) + "]");
  }

  @Test
  void tcbAlsoMeasuresWhatRootReads() throws Exception {
    PolicyInGuest guest = used(Profile.TCB, "");

    guest.logHasWhatEvaluationSays();
    programsAreMeasuredWhateverTheirLabel(guest);
    readByRootAreDataOfTheirClass(guest);
    assertThat(guest.measuredPaths())
        .contains("/srv/read-by-root/bin_t")
        .doesNotContain("/srv/read-by-user/bin_t");
  }

  @Test
  void integrityAlsoMeasuresTrustedDataWhoeverReadsIt() throws Exception {
    PolicyInGuest guest = used(Profile.INTEGRITY, "");

    guest.logHasWhatEvaluationSays();
    programsAreMeasuredWhateverTheirLabel(guest);
    readByRootAreDataOfTheirClass(guest);
  }

  /** Data that trusted domains read is measured if nobody else writes it, and not if others do. */
  private static void readByRootAreDataOfTheirClass(PolicyInGuest guest) {
    for (String type : types) {
      TypeReport report = analysis.report(type).orElseThrow();
      String path = "/srv/read-by-root/" + type;
      if (report.typeClass() == TypeClass.TRUSTED_DATA && !report.trustedReaders().isEmpty()) {
        assertThat(guest.measuredPaths()).contains(path);
      } else if (report.typeClass() == TypeClass.MUTABLE_DATA) {
        assertThat(guest.measuredPaths()).doesNotContain(path);
      }
    }
  }

  /** A label does not hide a program, nor a module or firmware in the wrong place. */
  private static void programsAreMeasuredWhateverTheirLabel(PolicyInGuest guest) {
    for (String type : types) {
      for (String user : List.of("root", "user")) {
        assertThat(guest.measuredPaths())
            .contains(
                "/srv/execute-by-" + user + "/" + type,
                "/srv/execute_script-by-" + user + "/" + type,
                "/srv/map-by-" + user + "/" + type);
      }
    }
    assertThat(guest.measuredPaths())
        .contains(
            "/lib/modules/crc7.ko",
            "/lib/modules/crc8.ko",
            "/lib/modules/bch.ko.xz",
            "/lib/firmware/right.bin",
            "/lib/firmware/wrong.bin");
  }

  private PolicyInGuest used(Profile profile, String afterwards) throws Exception {
    Map<String, Long> files = new TreeMap<>();
    types.forEach(type -> files.put(type, 1L));
    DerivedPolicy derived =
        ImaPolicyDerivation.derive(
            analysis,
            new DeriveSettings(
                profile,
                KernelVersion.parse("6.1").orElseThrow(),
                DeriveSettings.DEFAULT_MAX_LABEL_RULES,
                Collections.emptySortedSet(),
                new OccurringTypes(new TreeMap<>(files), "this test")));
    AccessedFiles used = new AccessedFiles(types);
    used.addLoaded(KernelImage.newest().orElseThrow(), MODULE, LOG);
    return new PolicyInGuest(derived.policy(), used, afterwards, folder);
  }

  /** Types that domains give their files on disk; some of each class, the first ones by name. */
  private static SortedSet<String> typesOfEachClass() {
    SortedSet<String> chosen = new TreeSet<>(ALWAYS);
    Map<TypeClass, Integer> counts = new EnumMap<>(TypeClass.class);
    for (TypeReport report : analysis.reports()) {
      if (counts.merge(report.typeClass(), 1, Integer::sum) <= TYPES_OF_A_CLASS) {
        chosen.add(report.type());
      }
    }
    assertThat(counts).containsOnlyKeys(TypeClass.values());
    return chosen;
  }

  private static byte[] sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
