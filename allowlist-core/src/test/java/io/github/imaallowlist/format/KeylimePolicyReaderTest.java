package io.github.imaallowlist.format;

import static io.github.imaallowlist.format.Policies.SHA1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeylimePolicyReaderTest {
  /** A policy with every member, in which the tests change one thing each. */
  private static final String GOOD =
      """
      {"meta":{"version":1,"generator":0,"timestamp":"T","x":[{}]},"release":0,
      "digests":{"/a":["%1$s"]},"excludes":["/x"],"keyrings":{".ima":["%1$s"]},
      "ima":{"ignored_keyrings":["*"],"log_hash_alg":"sha512","dm_policy":null,"y":1},
      "ima-buf":{},"verification-keys":"","provenance":{"a":[1,{"b":"c"}]}}
      """
          .formatted(SHA1);

  private final List<AllowlistEntry> entries = new ArrayList<>();

  private PolicySettings read(String policy) throws IOException {
    return read(policy.getBytes(StandardCharsets.UTF_8));
  }

  private PolicySettings read(byte[] policy) throws IOException {
    return KeylimePolicyReader.read("base.json", new ByteArrayInputStream(policy), entries::add)
        .settings();
  }

  private void assertMalformed(String policy, String reason) {
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> read(policy))
        .withMessageStartingWith("base.json")
        .withMessageContaining("line ")
        .withMessageContaining(reason);
  }

  private void assertBadProvenance(String provenance, String reason) {
    assertMalformed(GOOD.replace("{\"a\":[1,{\"b\":\"c\"}]}", provenance), reason);
  }

  @Test
  void whatProvenanceSaysOfItsAgeIsReadStrictly() {
    assertBadProvenance("1", "provenance as an object");
    assertBadProvenance("{\"issued\":\"2026-01-01T00:00:00Z\"}", "only one of issued and expires");
    assertBadProvenance("{\"expires\":1}", "provenance.expires as a string");
    assertBadProvenance("{\"expires\":\"tomorrow\"}", "is no time such as");
    assertBadProvenance(
        "{\"issued\":\"2026-01-02T00:00:00Z\",\"expires\":\"2026-01-01T00:00:00Z\"}",
        "cannot expire before");
    assertBadProvenance("{\"sources\":[1]}", "a source in provenance must be an object");
    assertBadProvenance("{\"sources\":[{\"revision\":1}]}", "a source's revision as a string");
    assertBadProvenance("{\"sources\":[],\"sources\":[]}", "is there twice");
  }

  @Test
  void aGoodPolicyIsReadWhole() throws IOException {
    PolicySettings settings = read(GOOD);
    assertThat(entries).containsExactly(Policies.entry("/a", SHA1));
    assertThat(settings.timestamp()).contains("T");
    assertThat(settings.excludes()).containsExactly("/x");
    assertThat(settings.keyrings()).containsEntry(".ima", List.of(SHA1));
    assertThat(settings.ignoredKeyrings()).containsExactly("*");
    assertThat(settings.logHashAlgorithm()).isEqualTo(HashAlgorithm.SHA512);
    assertThat(settings.imaBuf()).isEmpty();
    assertThat(settings.verificationKeys()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "meta",
        "release",
        "digests",
        "excludes",
        "keyrings",
        "ima",
        "ima-buf",
        "verification-keys"
      })
  void everyMemberIsMandatory(String member) {
    assertMalformed(
        GOOD.replace("\"" + member + "\":", "\"other\":"), "the policy lacks " + member);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"version\":1|\"version\":-1|meta.version must be 0",
        "\"version\":1|\"version\":1.0|meta.version as an integer",
        "\"version\":1,|` `|meta lacks version",
        "\"version\":1|\"version\":99999999999999999999|range",
        "\"generator\":0|\"generator\":4|meta.generator must be 0 to 3",
        "\"timestamp\":\"T\"|\"timestamp\":1|meta.timestamp as a string",
        "\"generator\":0|\"version\":0|'version' of meta is there twice",
        "\"release\":0|\"release\":null|release as an integer",
        "\"excludes\":[\"/x\"]|\"excludes\":[1]|a value in excludes must be a string",
        "\"excludes\":[\"/x\"]|\"excludes\":{}|excludes as a list",
        "\"dm_policy\":null|\"dm_policy\":{}|dm_policy as null",
        "\"dm_policy\":null|\"z\":null|ima lacks dm_policy",
        "sha512|sm3|log_hash_alg must be",
        "\"ima-buf\":{}|\"ima-buf\":[]|ima-buf as an object",
        "\"ima-buf\":{}|\"ima-buf\":{\"a\":[]}|'a' has no digest",
        "\"excludes\"|\"release\"|'release' of the policy is there twice",
        "{\"/a\":|{\"\":|the name is empty",
        "{\"/a\":|{\"/a\\u0000\":|NUL",
        "{\"/a\":|{\"\\ud800\":|surrogate",
        "\"verification-keys\":\"\"|\"verification-keys\":\"{}\"|lack keyids",
        "\"verification-keys\":\"\"|\"verification-keys\":\"x\"|in verification-keys",
      })
  void aMemberThatBreaksTheSchemaIsRefused(String good, String bad, String reason) {
    assertThat(GOOD).contains(good);
    assertMalformed(GOOD.replace(good, bad), reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "\"%s\"",
        "[null]",
        "[[\"%s\"]]",
        "[\"sha1:%s\"]",
        "[\"%s\\n\"]",
        "[\"%sa\"]",
        "[\"0123456789abcdef0123456789abcdef\"]",
        "[\"%1$s%1$s%1$s%1$s\"]",
        "[\"0123456789ABCDEF0123456789ABCDEF01234567\"]",
        "[\"%s\",\"\"]"
      })
  void whatIsNoListOfDigestsIsRefused(String digests) {
    String list = "{\"/a\":" + digests.formatted(SHA1) + "}";
    assertMalformed(GOOD.replace("{\"/a\":[\"" + SHA1 + "\"]}", list), "/a");
  }

  @Test
  void aPathThatIsThereTwiceIsRefused() {
    String twice = "{\"/a\":[\"%1$s\"],\"/b\":[\"%1$s\"],\"/\\u0061\":[\"%1$s\"]}".formatted(SHA1);
    assertMalformed(
        GOOD.replace("{\"/a\":[\"" + SHA1 + "\"]}", twice), "the path '/a' is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"meta\"", "{'meta':1}", "{} {}"})
  void whatIsNoPolicyIsRefused(String text) {
    assertMalformed(text, "");
  }

  @Test
  void whatFollowsThePolicyIsRefused() {
    assertMalformed(GOOD + "{}", "follows the end");
    assertMalformed(GOOD + "x", "line ");
  }

  @Test
  void aPolicyCutShortIsRefusedWhereverItIsCut() {
    byte[] good = GOOD.strip().getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> read(cut));
    }
  }

  @Test
  void textThatIsNotUtf8IsRefused() {
    byte[] latin1 = GOOD.replace("/a", "/ü").getBytes(StandardCharsets.ISO_8859_1);
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> read(latin1))
        .withMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void deepNestingIsRefused(String opening) {
    String deep = GOOD.replace("[1,{\"b\":\"c\"}]", opening.repeat(100_000));
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> read(deep));
  }

  @Test
  void veryLongNamesAndStringsAreRefused() {
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read(GOOD.replace("/a", "/a".repeat(10_000))));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read(GOOD.replace("/x", "/x".repeat(1_000_000))));
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> read(GOOD.replace("/a", "/ü".repeat(1_400))))
        .withMessageContaining("4200 bytes");
  }

  @Test
  void tooManyMembersAndValuesAreRefused() {
    StringBuilder members = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 10_001; i++) {
      members.append("\"m").append(i).append("\":0,");
      values.append("\"/x\",");
    }
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read(GOOD.replace("\"meta\":", members + "\"meta\":")));
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> read(GOOD.replace("\"/x\"", values + "\"/x\"")));
  }

  @Test
  void verificationKeysAreReadAsKeylimeReadsThem() throws IOException {
    String keys =
        "{\\\"meta\\\":{\\\"version\\\":1,\\\"a\\\":0},\\\"keyids\\\":[1,2],\\\"b\\\":[],"
            + "\\\"pubkeys\\\":[\\\"AA==\\\"]}";
    String with = "\"verification-keys\":\"" + keys + "\"";
    String policy = GOOD.replace("\"verification-keys\":\"\"", with);
    assertThat(read(policy).verificationKeys()).contains("\"keyids\":[1,2]");
    assertMalformed(policy.replace("[1,2]", "[\\\"1\\\"]"), "keyids");
    assertMalformed(policy.replace("[\\\"AA==\\\"]", "[1]"), "pubkeys");
    assertMalformed(policy.replace("\\\"version\\\":1", "\\\"version\\\":0"), "at least 1");
    assertMalformed(policy.replace("\\\"version\\\":1,", ""), "lacks version");
  }

  /** Of 2022, with a digest that names its algorithm: Keylime's schema does not take it either. */
  @Test
  void keylimesOwnOldExampleBreaksKeylimesSchema() throws IOException {
    Path example = Path.of("../../shared/corpus/keylime/runtime-policy-test.json");
    assumeTrue(Files.exists(example), example + " is absent");
    byte[] policy = Files.readAllBytes(example);
    assertThatExceptionOfType(MalformedInputException.class)
        .isThrownBy(() -> read(policy))
        .withMessageContaining("a digest of 'boot_aggregate'");
    String repaired = new String(policy, StandardCharsets.UTF_8).replace("\"sha256:", "\"");
    PolicySettings settings = read(repaired);
    assertThat(entries).hasSize(new ObjectMapper().readTree(repaired).get("digests").size());
    assertThat(settings.logHashAlgorithm()).isEqualTo(HashAlgorithm.SHA1);
  }

  @Test
  void namesInOrderNeedNoMemoryAndOthersABoundedOne() {
    DuplicateNames ordered = new DuplicateNames(3);
    DuplicateNames unordered = new DuplicateNames(3);
    for (byte i = 1; i <= 10; i++) {
      assertThat(ordered.add(new byte[] {i})).isEqualTo(DuplicateNames.Verdict.NEW);
      assertThat(unordered.add(new byte[] {(byte) (20 - i)}))
          .isEqualTo(
              i <= 3 ? DuplicateNames.Verdict.NEW : DuplicateNames.Verdict.TOO_MANY_UNSORTED);
    }
    assertThat(ordered.add(new byte[] {5})).isNotEqualTo(DuplicateNames.Verdict.NEW);
  }

  @Test
  void aDuplicateIsFoundAmongManyNames() {
    DuplicateNames names = new DuplicateNames();
    for (int i = 0; i < 100_000; i++) {
      byte[] name = Integer.toHexString(Integer.reverse(i)).getBytes(StandardCharsets.US_ASCII);
      assertThat(names.add(name)).isEqualTo(DuplicateNames.Verdict.NEW);
    }
    byte[] name = Integer.toHexString(Integer.reverse(500)).getBytes(StandardCharsets.US_ASCII);
    assertThat(names.add(name)).isEqualTo(DuplicateNames.Verdict.DUPLICATE);
  }

  @Test
  void theSinksOwnErrorsComeThrough() {
    IOException full = new IOException("disk full");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                KeylimePolicyReader.read(
                    "base.json",
                    new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)),
                    entry -> {
                      throw full;
                    }))
        .isSameAs(full);
  }
}
