package io.github.imaallowlist.rpm;

import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Scans as the program does, for tests. */
final class Scans {
  private Scans() {}

  static ScannedPackage payload(Path rpm, HashAlgorithm... algorithms) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(rpm))) {
      return scan(ReadMode.PAYLOAD, in, algorithms);
    }
  }

  static ScannedPackage payload(byte[] rpm) throws IOException {
    return scan(ReadMode.PAYLOAD, new ByteArrayInputStream(rpm), HashAlgorithm.SHA256);
  }

  static ScannedPackage headers(Path rpm, HashAlgorithm... algorithms) throws IOException {
    try (InputStream in = Files.newInputStream(rpm)) {
      return scan(ReadMode.HEADERS, in, algorithms);
    }
  }

  static ScannedPackage scan(ReadMode mode, InputStream bytes, HashAlgorithm... algorithms)
      throws IOException {
    RpmInput in = new RpmInput(bytes, "test.rpm");
    PackageReader reader = new PackageReader(mode, new TreeSet<>(List.of(algorithms)));
    return reader.read(in, PackageHeaders.read(in), new FindingLog("test.rpm"));
  }

  /** The digest of each file in one algorithm, as hex, by path. */
  static Map<String, String> digests(ScannedPackage scanned, HashAlgorithm algorithm) {
    Map<String, String> digests = new TreeMap<>();
    scanned
        .files()
        .forEach(
            file ->
                file.digests().stream()
                    .filter(digest -> digest.algorithm() == algorithm)
                    .forEach(digest -> digests.put(file.path().toString(), digest.hex())));
    return digests;
  }
}
