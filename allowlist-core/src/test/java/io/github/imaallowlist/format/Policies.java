package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the tests of this package write policies with. */
final class Policies {
  static final String SHA256 = "0123456789abcdef".repeat(4);
  static final String SHA1 = "fedcba9876".repeat(4);

  static final Validity VALIDITY =
      Validity.of(Instant.parse("2026-01-01T00:00:00Z"), Duration.ofDays(30));

  static final Provenance PROVENANCE =
      new Provenance(
          "ima-allowlist",
          "1.0",
          "payload",
          List.of("sha256"),
          new TreeMap<>(Map.of("none", 2L)),
          new TreeMap<>(Map.of("ABCD", 1L)),
          List.of(
              new ProvenanceSource(
                  "repository", Optional.of(SHA256), Optional.of("1700000000"), 2, 3),
              new ProvenanceSource("package", Optional.empty(), Optional.empty(), 0, 0)),
          Optional.of(SHA256),
          new TreeMap<>(Map.of("paths", 3L)),
          List.of(
              new LeftOut("ghost", Optional.empty(), Optional.empty(), Optional.empty(), "a ghost"),
              new LeftOut(
                  "digest-mismatch",
                  Optional.of("a-1-1.noarch"),
                  Optional.of("a.rpm"),
                  Optional.of("/a"),
                  "not what the header says")),
          false,
          Optional.of(VALIDITY),
          Optional.of(
              new ProvenanceFilter(
                  "ima-policy",
                  SHA256,
                  Optional.of("code"),
                  Optional.of(SHA256),
                  new TreeMap<>(Map.of("paths-left-out", 4L)))));

  private Policies() {}

  static AllowlistEntry entry(String path, String... digests) {
    return new AllowlistEntry(
        LoggedPath.of(path), Arrays.stream(digests).map(UnlabelledDigest::ofHex).toList());
  }

  static byte[] bytes(AllowlistFormat format, PolicySettings settings, AllowlistEntry... entries)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AllowlistWriter writer = format.open(out, settings);
    for (AllowlistEntry entry : entries) {
      writer.entry(entry);
    }
    writer.finish(PROVENANCE);
    return out.toByteArray();
  }

  static String text(AllowlistFormat format, AllowlistEntry... entries) throws IOException {
    return new String(bytes(format, PolicySettings.DEFAULT, entries), StandardCharsets.UTF_8);
  }
}
