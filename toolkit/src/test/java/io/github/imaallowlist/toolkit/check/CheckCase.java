package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.ima.LogMaker;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.toolkit.ListSource;
import io.github.imaallowlist.toolkit.check.CheckRequest.StateFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A list, logs, and what a check of one by the other comes to. */
abstract class CheckCase {
  static final String PACKAGES =
      """
      "packages": [{"package": "a-2-1.x86_64"},
        {"package": "b-1-1.x86_64", "removed": "2026-01-01T00:00:00Z"}],
      "owners": [0, 0, 1]\
      """;

  @TempDir Path folder;
  Path list = Path.of("");
  final List<Deviation> deviations = new ArrayList<>();

  @BeforeEach
  void writeList() throws IOException {
    list = list("list.json", "a2", PACKAGES);
  }

  Path list(String name, String contentOfA, String provenance) throws IOException {
    String text =
        """
        {"meta": {"version": 1, "generator": 0}, "release": 0,
        "digests": {"/usr/bin/a": ["%s"], "/usr/bin/a_b": ["%s"], "/usr/bin/b": ["%s"]},
        "excludes": ["/var/cache/.*"], "keyrings": {},
        "ima": {"ignored_keyrings": [], "log_hash_alg": "sha1", "dm_policy": null},
        "ima-buf": {"selinux-state": ["%s"]}, "verification-keys": "",
        "provenance": {%s}}
        """
            .formatted(hex(contentOfA), hex("ab"), hex("b"), hex("state"), provenance);
    return Files.writeString(folder.resolve(name), text);
  }

  static String hex(String content) {
    return Digest.SHA256.hex(content.getBytes(StandardCharsets.UTF_8));
  }

  static LogMaker clean() {
    return new LogMaker()
        .file("/usr/bin/a", "a2")
        .file("/usr/bin/a b", "ab")
        .file("/usr/bin/b", "b")
        .buffer("selinux-state", "state");
  }

  CheckRequest request(byte[] log, PcrEvidence evidence, Optional<StateFile> state)
      throws IOException {
    return new CheckRequest(
        Files.write(folder.resolve("log"), log),
        unsigned(list),
        List.of(),
        Optional.empty(),
        evidence,
        state,
        Optional.empty(),
        false,
        new ByteArrayInputStream(log),
        folder);
  }

  static ListSource unsigned(Path file) {
    return new ListSource.InFile(file, Optional.empty(), Optional.empty(), true);
  }

  CheckResult check(LogMaker log) throws IOException, AllowlistException {
    return check(log, PcrEvidence.NONE, Optional.empty());
  }

  CheckResult check(LogMaker log, PcrEvidence evidence, Optional<StateFile> state)
      throws IOException, AllowlistException {
    deviations.clear();
    return Check.run(request(log.bytes(), evidence, state), deviations::add);
  }

  static PcrEvidence pcr(byte[] value) {
    SortedMap<Integer, byte[]> pcrs = new TreeMap<>();
    pcrs.put(10, value);
    SortedMap<HashAlgorithm, SortedMap<Integer, byte[]>> banks = new TreeMap<>();
    banks.put(HashAlgorithm.SHA256, pcrs);
    return new PcrEvidence(banks, Optional.empty());
  }

  List<Clue.Kind> clues() {
    return deviations.get(0).clues().stream().map(Clue::kind).toList();
  }
}
