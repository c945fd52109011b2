package io.github.imaallowlist.allowlist;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the tests of this package write entries and links with. */
final class Allowlists {
  private Allowlists() {}

  /** A SHA-256 digest whose last byte is the number. */
  static FileDigest digest(int number) {
    byte[] bytes = new byte[32];
    bytes[0] = 1;
    bytes[31] = (byte) number;
    return new FileDigest(HashAlgorithm.SHA256, bytes);
  }

  static void add(AllowlistBuilder builder, String path, int digest) throws IOException {
    builder.add(FilePath.of(path), List.of(digest(digest)));
  }

  static void addLink(AllowlistBuilder builder, String link, String target) throws IOException {
    builder.addLink(FilePath.of(link), target.getBytes(StandardCharsets.UTF_8));
  }

  static List<AllowlistEntry> entriesOf(SortedAllowlist allowlist) throws IOException {
    List<AllowlistEntry> entries = new ArrayList<>();
    allowlist.forEach(entries::add);
    return entries;
  }

  static List<String> pathsOf(SortedAllowlist allowlist) throws IOException {
    return entriesOf(allowlist).stream().map(entry -> entry.path().toString()).toList();
  }

  static AllowlistCounts countsOf(SortedAllowlist allowlist) throws IOException {
    return allowlist.forEach(entry -> {});
  }
}
