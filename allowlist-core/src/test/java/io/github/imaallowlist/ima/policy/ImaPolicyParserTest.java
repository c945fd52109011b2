package io.github.imaallowlist.ima.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.SampleImaPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImaPolicyParserTest {
  /** What a kernel refuses them for is its age, or the SELinux policy, or a parameter at boot. */
  private static final Set<String> REFUSED_BY_SOME =
      Set.of(
          "bad-unknown-type.ima",
          "bad-unknown-user.ima",
          "bad-unknown-role.ima",
          "bad-unknown-template.ima",
          "bad-newer-action.ima",
          "bad-newer-keyword.ima",
          "bad-newer-function.ima",
          "bad-sigv3-without-verity.ima");

  @ParameterizedTest
  @MethodSource("samples")
  void takesWhatTheKernelTakes(SampleImaPolicy sample) throws IOException {
    InputStream in = new ByteArrayInputStream(sample.bytes());
    if (sample.accepted() || REFUSED_BY_SOME.contains(sample.name())) {
      ParsedPolicy parsed = ImaPolicyParser.parse(sample.name(), in);
      assertThat(ImaPolicyParser.parse("again", in(write(parsed.policy()))).policy())
          .isEqualTo(parsed.policy());
    } else {
      assertThatThrownBy(() -> ImaPolicyParser.parse(sample.name(), in))
          .isInstanceOf(MalformedInputException.class)
          .hasMessageStartingWith(sample.name() + ": at byte ");
    }
  }

  static Stream<SampleImaPolicy> samples() {
    return SampleImaPolicy.all().stream();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsWrittenReadsTheSame(long seed) throws IOException {
    RandomRules random = new RandomRules(seed);
    List<PolicyLine> lines = new ArrayList<>();
    Set<Keyword> seen = EnumSet.noneOf(Keyword.class);
    for (int i = 0; i < 2_000; i++) {
      ImaRule rule = random.next();
      rule.conditions().forEach(condition -> seen.add(condition.keyword()));
      lines.add(new PolicyLine.Rule(rule));
      lines.add(new PolicyLine.Comment(" höchstens " + i));
      lines.add(new PolicyLine.Blank());
    }
    assertThat(seen).isEqualTo(EnumSet.allOf(Keyword.class));
    ImaPolicy policy = new ImaPolicy(lines);

    byte[] written = write(policy);
    ParsedPolicy parsed = ImaPolicyParser.parse("policy", in(written));

    assertThat(parsed.policy()).isEqualTo(policy);
    assertThat(parsed.ruleLines().get(1)).isEqualTo(4);
    assertThat(write(parsed.policy())).isEqualTo(written);
  }

  @Test
  void differentWaysToWriteARuleReadTheSame() throws IOException {
    assertThat(rule("func=PATH_CHECK\t measure  fsmagic=0X0EF53 uid=+007"))
        .isEqualTo(rule("measure func=FILE_CHECK fsmagic=ef53 uid=7 "));
    assertThat(rule("measure func=FILE_MMAP")).isEqualTo(rule("measure func=MMAP_CHECK"));
  }

  @Test
  void nameTheLineAndWhatWasMeant() {
    assertThatThrownBy(() -> parse("# one\n\nmeasure func=BRPM_CHECK\n"))
        .isInstanceOf(MalformedInputException.class)
        .hasMessage(
            "policy: at byte 7: line 3: unknown function \"BRPM_CHECK\"; did you mean BPRM_CHECK?");
  }

  @Test
  void aPolicyOfFiftyMegabytesIsRefusedWithoutReadingIt() {
    EndlessRules endless = new EndlessRules(50L << 20);
    assertThatThrownBy(() -> ImaPolicyParser.parse("policy", endless))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("at most 4194304 bytes");
    assertThat(endless.read).isLessThan(5L << 20);
  }

  @Test
  void aLineOfAMegabyteIsRefused() {
    assertThatThrownBy(() -> parse("# " + "x".repeat(1 << 20) + "\n"))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void tooManyRulesAreRefused() {
    assertThatThrownBy(() -> parse("audit uid=0\n".repeat(PolicyLimits.RULES + 1)))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("50000 rules");
  }

  @Test
  void typesAreCalledByAnotherName() throws IOException {
    ImaPolicy policy = parse("# a\nmeasure obj_type=old_t subj_type=s_t obj_role=old_t\n").policy();
    assertThat(policy.withTypes(name -> name.replace("old", "new")))
        .isEqualTo(parse("# a\nmeasure obj_type=new_t subj_type=s_t obj_role=old_t\n").policy());
  }

  private static ImaRule rule(String line) throws IOException {
    ImaRule rule = parse(line + "\n").policy().rules().get(0);
    List<ImaCondition> conditions = new ArrayList<>(rule.conditions());
    conditions.sort((one, other) -> one.keyword().compareTo(other.keyword()));
    return new ImaRule(rule.action(), conditions);
  }

  private static ParsedPolicy parse(String text) throws IOException {
    return ImaPolicyParser.parse("policy", in(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static byte[] write(ImaPolicy policy) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImaPolicyWriter.write(policy, out);
    return out.toByteArray();
  }

  /** The same rule over and over. */
  private static final class EndlessRules extends InputStream {
    private static final byte[] RULE =
        ("audit fsname=" + "x".repeat(200) + "\n").getBytes(StandardCharsets.UTF_8);
    private final long size;
    private long read;

    EndlessRules(long size) {
      this.size = size;
    }

    @Override
    public int read() {
      return read == size ? -1 : RULE[(int) (read++ % RULE.length)];
    }

    @Override
    public int read(byte[] buffer, int from, int length) {
      int some = (int) Math.min(length, size - read);
      for (int i = from; i < from + some; i++) {
        buffer[i] = (byte) read();
      }
      return some == 0 ? -1 : some;
    }
  }

  @Test
  void everyHookAndEveryMaskHasItsName() throws IOException {
    for (AccessMask mask : AccessMask.values()) {
      assertThat(parse("audit mask=^" + mask + "\n").policy().rules())
          .containsExactly(ImaRule.of(ImaAction.AUDIT, new ImaCondition.Mask(mask, true)));
    }
    Arrays.stream(ImaHook.values())
        .filter(hook -> hook != ImaHook.SETXATTR_CHECK)
        .forEach(
            hook ->
                assertThat(RuleReader.read("measure func=" + hook).rule())
                    .contains(ImaRule.of(ImaAction.MEASURE, new ImaCondition.Func(hook))));
  }
}
