package io.github.imaallowlist.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.ByteSpool;
import io.github.imaallowlist.allowlist.DigestOwners;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnersJsonTest {
  private static final UnlabelledDigest ONE = UnlabelledDigest.ofHex("1".repeat(64));
  private static final UnlabelledDigest TWO = UnlabelledDigest.ofHex("2".repeat(64));

  private static final List<OwningPackage> PACKAGES =
      List.of(
          OwningPackage.current("a-1-1.noarch", Optional.of("sha256:ab")),
          new OwningPackage(
              Optional.of("b-1:1-1.noarch"),
              Optional.empty(),
              Optional.of(Instant.parse("2026-01-02T00:00:00Z"))),
          OwningPackage.nameless(Instant.parse("2026-01-01T00:00:00Z")));

  private static final List<AllowlistEntry> ENTRIES =
      List.of(
          entry("/a", DigestOwners.ofAll(1), ONE),
          entry("/b", DigestOwners.ofAll(1), ONE, TWO),
          entry("/c", DigestOwners.NONE, ONE, TWO),
          entry("/d", DigestOwners.ofEach(new int[][] {{0, 2}, {}}), ONE, TWO),
          entry("/e", DigestOwners.ofAll(2), TWO));

  private static AllowlistEntry entry(
      String path, DigestOwners owners, UnlabelledDigest... digests) {
    return new AllowlistEntry(LoggedPath.of(path), List.of(digests), owners);
  }

  private static String policy(List<AllowlistEntry> entries) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AllowlistWriter writer = AllowlistFormat.KEYLIME.open(out, PolicySettings.DEFAULT);
    for (AllowlistEntry entry : entries) {
      writer.entry(entry);
    }
    writer.finish(
        new Provenance(
            "tool",
            "1",
            "payload",
            List.of("sha256"),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of(),
            Optional.empty(),
            new TreeMap<>(),
            List.of(),
            true,
            Optional.empty(),
            Optional.empty(),
            new ProvenanceUpdates(
                PACKAGES,
                List.of(new ProvenanceUpdates.Revoked("package", "x-1-1.noarch", 3)),
                List.of("testing", "stable"))));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static OwnedPolicyReader open(String policy) throws IOException {
    byte[] bytes = policy.getBytes(StandardCharsets.UTF_8);
    return OwnedPolicyReader.open(
        "policy", () -> new ByteArrayInputStream(bytes), ByteSpool.inMemory());
  }

  private static List<AllowlistEntry> entries(OwnedPolicyReader reader) throws IOException {
    List<AllowlistEntry> entries = new ArrayList<>();
    reader.forEach(entries::add);
    return entries;
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    OwnedPolicyReader reader = open(policy(ENTRIES));

    assertThat(reader.packages()).isEqualTo(PACKAGES);
    assertThat(entries(reader)).isEqualTo(ENTRIES);
    assertThat(entries(reader)).as("again").isEqualTo(ENTRIES);
    assertThat(reader.policy().edition().repositories()).containsExactly("stable", "testing");
  }

  @Test
  void morePackagesThanAreReadAreNotWritten() throws IOException {
    StringWriter out = new StringWriter();
    OwningPackage one = PACKAGES.get(0);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      OwnersJson owners = new OwnersJson(json);
      List<OwningPackage> many = Collections.nCopies(OwnersReader.MAX_PACKAGES + 1, one);

      assertThatThrownBy(() -> owners.write(many, new OwnerSpool(ByteSpool.inMemory()), 0))
          .isInstanceOf(LimitExceededException.class)
          .hasMessageContaining("more than 1000000 packages");
    }
  }

  @Test
  void aPathThatIsLeftOutShiftsNobodysOwners() throws IOException {
    List<AllowlistEntry> withLatin1 = new ArrayList<>(ENTRIES);
    withLatin1.add(
        2,
        new AllowlistEntry(
            LoggedPath.of(new byte[] {'/', 'b', (byte) 0xfc}),
            List.of(ONE),
            DigestOwners.ofAll(0)));

    assertThat(policy(withLatin1)).isEqualTo(policy(ENTRIES));
  }

  @Test
  void manyOwnersStayInOrder() throws IOException {
    List<AllowlistEntry> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      DigestOwners owners =
          i % 7 == 0
              ? DigestOwners.ofEach(new int[][] {{0, 1 + i % 2}})
              : i % 5 == 0 ? DigestOwners.NONE : DigestOwners.ofAll(i % 3);
      many.add(entry("/%06d".formatted(i), owners, ONE));
    }

    assertThat(entries(open(policy(many)))).isEqualTo(many);
  }

  @Test
  void aPolicyOfAnotherToolHasNoOwners() throws IOException {
    String policy = policy(ENTRIES);
    OwnedPolicyReader reader =
        open(policy.replace("\"packages\": [\n", "\"others\": [\n").replace("owners", "other"));

    assertThat(reader.packages()).isEmpty();
    assertThat(entries(reader)).extracting(AllowlistEntry::owners).containsOnly(DigestOwners.NONE);
  }

  /** Each with what is replaced in a good policy, by what, and the complaint. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[0,2],[]],2]       | [[0,2],[]]]         | is of 4 paths, and digests has 5
          [[0,2],[]],2]       | [[0,2],[]],2,2]     | is of 6 paths, and digests has 5
          [[0,2],[]],2]       | [[0,2],[]],3]       | names package 3 of 3
          [[0,2],[]],2]       | [[0,3],[]],2]       | names package 3 of 3
          [[0,2],[]],2]       | [[2,0],[]],2]       | not ascending
          [[0,2],[]],2]       | [[0,2,2],[]],2]     | not ascending
          [[0,2],[]],2]       | [[-1],[]],2]        | must be 0 to 999999
          [[0,2],[]],2]       | [[0,2],[]],-2]      | must be -1 to 999999
          [[0,2],[]],2]       | [[0,2],[]],1000000] | must be -1 to 999999
          [[0,2],[]],2]       | [[0,2],[]],2.0]     | must be an integer
          [[0,2],[]],2]       | [[0,2],[]],"2"]     | must be an integer
          [[0,2],[]],2]       | [[0,2],1],2]        | the owners of a digest must be a list
          [[0,2],[]],2]       | [[0,2],[[]]],2]     | must be an integer
          [[0,2],[]],2]       | [[],[]],[]]         | at least one digest
          "owners": [         | "other": [          | only one of packages and owners
          "packages": [       | "others": [         | only one of packages and owners
          a-1-1.noarch        | c-1-1.noarch        | not sorted
          2026-01-02T00       | yesterday           | no time such as
          "package": "a-      | "name": "a-         | has a name
          """)
  void ownersThatMakeNoSenseAreAnError(String good, String bad, String complaint)
      throws IOException {
    String policy = policy(ENTRIES);
    String broken = policy.replace(good, bad);
    assertThat(broken).isNotEqualTo(policy);
    byte[] bytes = broken.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> open(broken))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(complaint);
    assertThatThrownBy(
            () -> KeylimePolicyReader.read("policy", new ByteArrayInputStream(bytes), entry -> {}))
        .as("whoever reads it")
        .isInstanceOf(InputException.class)
        .hasMessageContaining(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[0,2],[]],2]       | [[0,2],[],[]],2]    | 2 digests, and owners of 3
          [[0,2],[]],2]       | [[0,2],[]],[[0,2],[1]]] | 1 digests, and owners of 2
          """)
  void ownersOfAnotherNumberOfDigestsAreAnError(String good, String bad, String complaint)
      throws IOException {
    OwnedPolicyReader reader = open(policy(ENTRIES).replace(good, bad));

    assertThatThrownBy(() -> entries(reader))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void digestsOutOfOrderDoNotGetEachOthersOwners() throws IOException {
    String sorted = "\"" + ONE + "\",\"" + TWO + "\"";
    String turned = "\"" + TWO + "\",\"" + ONE + "\"";
    OwnedPolicyReader reader = open(policy(ENTRIES).replace(sorted, turned));

    assertThatThrownBy(() -> entries(reader))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not sorted");
  }
}
