package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read with plain lines apart is what the JSON reader alone finds, errors and places too.
 */
class PlainLinesTest {
  private static final String DIGEST = "0123456789abcdef0123456789abcdef01234567";
  private static final String HEAD =
      """
      {
      "meta": {
       "version": 1,
       "generator": 0
      },
      "release": 0,
      "digests": {
      """;
  private static final String TAIL =
      """

      },
      "excludes": [],
      "keyrings": {},
      "ima": {
       "ignored_keyrings": [],
       "log_hash_alg": "sha1",
       "dm_policy": null
      },
      "ima-buf": {},
      "verification-keys": ""
      }
      """;

  private int plain;

  private static String member(String path) {
    return " \"" + path + "\": [\"" + DIGEST + "\"]";
  }

  private static byte[] policy(String... members) {
    return bytes(HEAD + String.join(",\n", members) + TAIL);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String readApart(byte[] policy) throws IOException {
    StringBuilder read = new StringBuilder();
    plain = 0;
    try {
      var unused =
          KeylimePolicyReader.readBoth(
              "policy",
              new ByteArrayInputStream(policy),
              (text, path, length, digest, digestLength) -> {
                plain++;
                read.append(
                    new AllowlistEntry(
                        LoggedPath.of(Arrays.copyOfRange(text, path, path + length)),
                        List.of(UnlabelledDigest.of(Arrays.copyOf(digest, digestLength)))));
              },
              read::append,
              (owners, packages) -> {});
    } catch (InputException e) {
      read.append(e.getMessage());
    }
    return read.toString();
  }

  private static String readAsJson(byte[] policy) throws IOException {
    StringBuilder read = new StringBuilder();
    try {
      var unused =
          KeylimePolicyReader.read("policy", new ByteArrayInputStream(policy), read::append);
    } catch (InputException e) {
      read.append(e.getMessage());
    }
    return read.toString();
  }

  /** Text that is not UTF-8 is found some thousand bytes before the JSON reader is there. */
  private void assertSame(byte[] policy) throws IOException {
    String apart = readApart(policy);
    String json = readAsJson(policy);

    if (json.contains("the text is not UTF-8")) {
      assertThat(apart).contains("the text is not UTF-8");
    } else {
      assertThat(apart).as(new String(policy, StandardCharsets.UTF_8)).isEqualTo(json);
    }
  }

  @Test
  void allButTheLastMemberAreTakenApart() throws IOException {
    assertSame(policy(member("/a"), member("/b"), member("/c")));
    assertThat(plain).isEqualTo(2);
  }

  @Test
  void membersThatAreNotPlainKeepTheirPlace() throws IOException {
    String two = " \"/d\": [\"" + DIGEST + "\",\"" + DIGEST.replace('0', 'f') + "\"]";
    assertSame(
        policy(
            member("/a"),
            member("/b \\u00e4 \\\"],\\n \\\\"),
            member("/c"),
            two,
            member("/\u00e4"),
            member("/with a space"),
            member("/e"),
            "  \"/f\" : [ \"" + DIGEST + "\" , \"" + DIGEST + "\" ] ",
            member("/g"),
            member("/h")));
    assertThat(plain).as("/a, /c, /e").isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"", "\\", ",", "\n", " ", "]", "}", "{", "[", ":", "g", "\u0000", "\u00ff", "/"})
  void anyByteMayBeWrong(String wrong) throws IOException {
    byte[] policy =
        policy(member("/a"), member("/b\\\\"), member("/c"), member("/d"), member("/e"));
    for (int i = 0; i < policy.length; i++) {
      byte[] changed = policy.clone();
      changed[i] = wrong.getBytes(StandardCharsets.ISO_8859_1)[0];
      assertSame(changed);
    }
  }

  @Test
  void policyMayEndAnywhere() throws IOException {
    byte[] policy = policy(member("/a"), member("/b"), member("/c"));
    for (int length = 0; length < policy.length; length++) {
      assertSame(Arrays.copyOf(policy, length));
    }
  }

  @Test
  void anyByteMayBeMissingOrTwice() throws IOException {
    byte[] policy = policy(member("/a"), member("/b"), member("/c"));
    for (int i = 0; i < policy.length; i++) {
      byte[] shorter = new byte[policy.length - 1];
      System.arraycopy(policy, 0, shorter, 0, i);
      System.arraycopy(policy, i + 1, shorter, i, policy.length - 1 - i);
      assertSame(shorter);
      byte[] longer = new byte[policy.length + 1];
      System.arraycopy(policy, 0, longer, 0, i + 1);
      System.arraycopy(policy, i, longer, i + 1, policy.length - i);
      assertSame(longer);
    }
  }

  @Test
  void commaBehindTheLastMemberIsAnError() throws IOException {
    assertSame(bytes(HEAD + member("/a") + ",\n" + member("/b") + "," + TAIL));
    assertThat(readApart(bytes(HEAD + member("/a") + ",\n" + member("/b") + "," + TAIL)))
        .contains("line 10, column");
  }

  @Test
  void digestsOfAnotherObjectAreNone() throws IOException {
    String inner =
        "{\n\"x\": {\n\"digests\": {\n" + member("/a") + ",\n" + member("/b") + "\n}},\n";
    assertSame(
        bytes(inner + new String(policy(member("/c")), StandardCharsets.UTF_8).substring(2)));
    assertThat(plain).isZero();
  }

  @Test
  void pathThatIsThereTwiceIsNamedWithItsLine() throws IOException {
    byte[] policy = policy(member("/a"), member("/b"), member("/a"), member("/c"));

    assertSame(policy);
    assertThat(readApart(policy)).contains("line 10", "'/a' is there twice");
  }

  @Test
  void longPathsAndPoliciesAreReadWhole() throws IOException {
    String[] members = new String[3000];
    for (int i = 0; i < members.length; i++) {
      members[i] = member("/%05d".formatted(i) + "x".repeat(i * 7 % 4089));
    }
    members[1000] = member("/01000" + "y".repeat(4090));
    assertThat(readAsJson(policy(members))).contains("the kernel's 4095");
    assertSame(policy(members));
    members[1000] = member("/01000" + "\\\\".repeat(2000));
    assertSame(policy(members));
    assertThat(plain).isEqualTo(2998);
  }

  @Test
  void policyOnOneLineIsReadByTheJsonReader() throws IOException {
    assertSame(
        bytes(
            new String(policy(member("/a"), member("/b")), StandardCharsets.UTF_8)
                .replace("\n", "")));
    assertThat(plain).isZero();
  }
}
