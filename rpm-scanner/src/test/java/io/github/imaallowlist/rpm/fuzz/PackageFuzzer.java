package io.github.imaallowlist.rpm.fuzz;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.PackageHeaders;
import io.github.imaallowlist.rpm.PackageReader;
import io.github.imaallowlist.rpm.ReadMode;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.signature.SignatureSelection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A fuzz target for lead, headers, file list, decompression and archive: whatever the bytes are, a
 * package ends in files or in findings, or its headers in an {@link InputException}.
 *
 * <p>{@link PackageFuzzTest} drives it with a fixed number of seeded mutations. To let Jazzer
 * search for longer, guided by coverage, give it the test class path (it needs no dependency here)
 * and the bad packages to start from:
 *
 * <pre>
 * mvn test-compile dependency:build-classpath -Dmdep.outputFile=cp -pl rpm-scanner -am
 * jazzer --cp=... --target_class=io.github.imaallowlist.rpm.fuzz.PackageFuzzer \
 *     --instrumentation_includes='io.github.imaallowlist.**' -rss_limit_mb=1500 corpus src/test/resources/hostile
 * </pre>
 */
public final class PackageFuzzer {
  private PackageFuzzer() {}

  /** Jazzer's entry point. */
  public static void fuzzerTestOneInput(byte[] bytes) {
    for (ReadMode mode : List.of(ReadMode.PAYLOAD, ReadMode.HEADERS)) {
      check(mode, bytes);
    }
  }

  private static void check(ReadMode mode, byte[] bytes) {
    RpmInput in = new RpmInput(new ByteArrayInputStream(bytes), "fuzz.rpm");
    try {
      PackageHeaders headers = PackageHeaders.read(in, SignatureSelection.ALL);
      PackageReader reader = new PackageReader(mode, new TreeSet<>(Set.of(HashAlgorithm.SHA256)));
      ScannedPackage scanned = reader.read(in, headers, new FindingLog("fuzz.rpm"));
      scanned.files().forEach(file -> file.digests().get(0).hex());
      if (scanned.findings().stream().anyMatch(finding -> finding.detail().isBlank())) {
        throw new AssertionError("a finding says nothing");
      }
    } catch (InputException expected) {
      if (!expected.source().equals("fuzz.rpm")) {
        throw new AssertionError("the message does not name the file", expected);
      }
    } catch (IOException e) {
      throw new AssertionError("memory has no I/O errors", e);
    }
  }
}
