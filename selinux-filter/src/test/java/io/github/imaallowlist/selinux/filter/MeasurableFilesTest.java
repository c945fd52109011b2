package io.github.imaallowlist.selinux.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaPolicyParser;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MeasurableFilesTest {
  private static final FileTraits PLAIN = FileTraits.of(false, false);
  private static final FileTraits SCRIPT = FileTraits.of(true, false);
  private static final FileTraits LIBRARY = FileTraits.of(false, true);

  /** {@code bin_t} is executed, {@code doc_t} is not, {@code man_t} is another name of it. */
  private static final TypeEvidence TYPES =
      new TypeEvidence() {
        @Override
        public Optional<Boolean> isExecuted(String type) {
          return switch (type) {
            case "bin_t" -> Optional.of(true);
            case "doc_t", "man_t", "log_t" -> Optional.of(false);
            default -> Optional.empty();
          };
        }

        @Override
        public Optional<String> ownName(String type) {
          return Optional.of(type.equals("man_t") ? "doc_t" : type);
        }
      };

  private static final String CODE =
      """
      dont_measure func=FILE_CHECK fsmagic=0x9fa0
      measure func=BPRM_CHECK
      measure func=MMAP_CHECK mask=MAY_EXEC
      measure func=MODULE_CHECK
      measure func=FIRMWARE_CHECK
      measure func=POLICY_CHECK
      """;

  private static MeasurableFiles files(String policy) {
    return MeasurableFiles.of(parse(policy), TYPES);
  }

  private static ImaPolicy parse(String policy) {
    if (policy.isEmpty()) {
      return ImaPolicy.of();
    }
    try {
      byte[] bytes = policy.getBytes(StandardCharsets.UTF_8);
      return ImaPolicyParser.parse("policy", new ByteArrayInputStream(bytes)).policy();
    } catch (InputException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileFacts file(String type, FileTraits traits, ImaHook... readFor) {
    return new FileFacts(List.of(label(type)), traits, Set.of(readFor));
  }

  private static Optional<SecurityContext> label(String type) {
    return type.isEmpty()
        ? Optional.empty()
        : Optional.of(new SecurityContext("system_u", "object_r", type, Optional.of("s0")));
  }

  private static List<ImaHook> measuring(String policy, FileFacts file) {
    return files(policy).hooksFor(file).entrySet().stream()
        .filter(answer -> answer.getValue() == HookAnswer.MEASURES)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Test
  void executionNeedsAnXBit() {
    assertThat(measuring(CODE, file("doc_t", SCRIPT))).containsExactly(ImaHook.BPRM_CHECK);
    assertThat(measuring(CODE, file("doc_t", PLAIN))).isEmpty();
    assertThat(measuring("measure func=CREDS_CHECK\n", file("doc_t", SCRIPT)))
        .containsExactly(ImaHook.CREDS_CHECK);
  }

  @Test
  void mappingNeedsAnElfFileOrADomainThatExecutesTheLabel() {
    assertThat(measuring(CODE, file("doc_t", LIBRARY))).containsExactly(ImaHook.MMAP_CHECK);
    assertThat(measuring(CODE, file("bin_t", PLAIN))).containsExactly(ImaHook.MMAP_CHECK);
    assertThat(measuring("measure func=MMAP_CHECK_REQPROT\n", file("bin_t", PLAIN)))
        .containsExactly(ImaHook.MMAP_CHECK_REQPROT);
  }

  @Test
  void whatIsNotKnownOfAFileSpeaksForIt() {
    assertThat(measuring(CODE, file("doc_t", FileTraits.UNKNOWN)))
        .containsExactlyInAnyOrder(ImaHook.BPRM_CHECK, ImaHook.MMAP_CHECK);
    assertThat(measuring(CODE, file("doc_t", FileTraits.ofMode(false))))
        .containsExactly(ImaHook.MMAP_CHECK);
    assertThat(measuring(CODE, file("", PLAIN))).containsExactly(ImaHook.MMAP_CHECK);
    assertThat(measuring(CODE, file("of_another_policy_t", PLAIN)))
        .containsExactly(ImaHook.MMAP_CHECK);
    assertThat(
            MeasurableFiles.of(parse(CODE), Optional.empty()).reasonAgainst(file("doc_t", PLAIN)))
        .isEmpty();
  }

  @Test
  void kernelReadsFilesAtTheirPlaces() {
    assertThat(measuring(CODE, file("doc_t", PLAIN, ImaHook.MODULE_CHECK)))
        .containsExactly(ImaHook.MODULE_CHECK);
    assertThat(measuring(CODE, file("doc_t", PLAIN, ImaHook.FIRMWARE_CHECK)))
        .containsExactly(ImaHook.FIRMWARE_CHECK);
    assertThat(measuring(CODE, file("doc_t", PLAIN, ImaHook.POLICY_CHECK)))
        .containsExactly(ImaHook.POLICY_CHECK);
    assertThat(measuring(CODE, file("doc_t", PLAIN, ImaHook.KEXEC_KERNEL_CHECK))).isEmpty();
  }

  @Test
  void readingIsMeasuredByMaskUserAndLabel() {
    String byRoot = "measure func=FILE_CHECK mask=^MAY_READ euid=0\n";
    assertThat(measuring(byRoot, file("doc_t", PLAIN))).containsExactly(ImaHook.FILE_CHECK);
    String byLabel = "measure func=FILE_CHECK mask=^MAY_READ obj_type=log_t\n";
    assertThat(measuring(byLabel, file("log_t", PLAIN))).containsExactly(ImaHook.FILE_CHECK);
    assertThat(measuring(byLabel, file("doc_t", PLAIN))).isEmpty();
    assertThat(measuring(byLabel, file("", PLAIN))).containsExactly(ImaHook.FILE_CHECK);
    String bySubject = "measure func=FILE_CHECK subj_type=init_t obj_type=log_t\n";
    assertThat(measuring(bySubject, file("log_t", PLAIN))).containsExactly(ImaHook.FILE_CHECK);
    assertThat(measuring(bySubject, file("doc_t", PLAIN))).isEmpty();
  }

  @Test
  void ruleWithoutAHookIsForAllThatAFileComesTo() {
    String policy = "dont_measure obj_type=log_t\nmeasure\n";
    assertThat(measuring(policy, file("doc_t", SCRIPT)))
        .containsExactlyInAnyOrder(ImaHook.FILE_CHECK, ImaHook.BPRM_CHECK, ImaHook.CREDS_CHECK);
    assertThat(files(policy).reasonAgainst(file("log_t", SCRIPT)))
        .contains(LeftOutReason.DONT_MEASURE);
  }

  @Test
  void aliasIsTheTypeInTheRuleAndInTheLabel() {
    String byAlias = "measure func=FILE_CHECK obj_type=man_t\n";
    assertThat(measuring(byAlias, file("doc_t", PLAIN))).containsExactly(ImaHook.FILE_CHECK);
    String byName = "measure func=FILE_CHECK obj_type=doc_t\n";
    assertThat(measuring(byName, file("man_t", PLAIN))).containsExactly(ImaHook.FILE_CHECK);
  }

  @Test
  void fileThatMayHaveEitherOfTwoLabelsStaysForOne() {
    String policy = "measure func=FILE_CHECK obj_type=log_t\n";
    FileFacts either = new FileFacts(List.of(label("doc_t"), label("log_t")), PLAIN, Set.of());
    FileFacts neither = new FileFacts(List.of(label("doc_t"), label("bin_t")), PLAIN, Set.of());
    assertThat(files(policy).reasonAgainst(either)).isEmpty();
    assertThat(files(policy).reasonAgainst(neither)).contains(LeftOutReason.NO_RULE);
  }

  @Test
  void reasonSaysWhetherTheFileIsNoCodeOrTheRulesLeaveItOut() {
    String tcb =
        CODE + "dont_measure func=FILE_CHECK obj_type=log_t\nmeasure func=FILE_CHECK uid=0\n";
    assertThat(files(tcb).reasonAgainst(file("doc_t", PLAIN))).isEmpty();
    assertThat(files(tcb).reasonAgainst(file("log_t", PLAIN))).contains(LeftOutReason.DONT_MEASURE);
    assertThat(files(CODE).reasonAgainst(file("log_t", PLAIN))).contains(LeftOutReason.NOT_CODE);
    assertThat(files("measure func=MODULE_CHECK\n").reasonAgainst(file("log_t", SCRIPT)))
        .contains(LeftOutReason.NO_RULE);
    assertThat(files("").reasonAgainst(file("bin_t", SCRIPT))).contains(LeftOutReason.NO_RULE);
  }

  @Test
  void labelOfDataDoesNotHideCode() {
    String policy =
        "dont_measure func=FILE_CHECK obj_type=log_t\n" + CODE + "measure func=FILE_CHECK uid=0\n";
    assertThat(measuring(policy, file("log_t", SCRIPT))).containsExactly(ImaHook.BPRM_CHECK);
  }

  /** Each rule by itself keeps what it keeps; together they keep the union. */
  @Test
  void policyKeepsWhatAnyOfItsHooksKeeps() {
    List<String> rules =
        List.of(
            "measure func=BPRM_CHECK\n",
            "measure func=MMAP_CHECK mask=MAY_EXEC\n",
            "measure func=MODULE_CHECK\n",
            "measure func=FIRMWARE_CHECK obj_type=doc_t\n",
            "measure func=KEXEC_KERNEL_CHECK\n",
            "measure func=FILE_CHECK mask=^MAY_READ obj_type=log_t\n");
    for (int chosen = 0; chosen < 1 << rules.size(); chosen++) {
      List<String> some = new ArrayList<>();
      for (int i = 0; i < rules.size(); i++) {
        if ((chosen & (1 << i)) != 0) {
          some.add(rules.get(i));
        }
      }
      MeasurableFiles together = files(String.join("", some));
      for (FileFacts file : everyKindOfFile()) {
        boolean any = some.stream().anyMatch(rule -> files(rule).reasonAgainst(file).isEmpty());
        assertThat(together.reasonAgainst(file).isEmpty()).as(some + " " + file).isEqualTo(any);
      }
    }
  }

  private static List<FileFacts> everyKindOfFile() {
    List<Optional<Boolean>> answers =
        List.of(Optional.empty(), Optional.of(false), Optional.of(true));
    List<FileFacts> files = new ArrayList<>();
    for (String type : List.of("", "bin_t", "doc_t", "log_t", "man_t", "other_t")) {
      for (Optional<Boolean> executable : answers) {
        for (Optional<Boolean> elf : answers) {
          FileTraits traits = new FileTraits(executable, elf);
          files.add(file(type, traits));
          files.add(file(type, traits, ImaHook.MODULE_CHECK));
          files.add(file(type, traits, ImaHook.FIRMWARE_CHECK));
          files.add(file(type, traits, ImaHook.KEXEC_KERNEL_CHECK, ImaHook.KEXEC_INITRAMFS_CHECK));
        }
      }
    }
    return files;
  }
}
