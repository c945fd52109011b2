package io.github.imaallowlist.rpm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.management.ThreadMXBean;
import io.github.imaallowlist.fixtures.Compressor;
import io.github.imaallowlist.fixtures.CpioFormat;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.fixtures.hostile.HostileRpms;
import io.github.imaallowlist.rpm.header.RpmLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Drives {@link PackageFuzzer} with a fixed number of seeded mutations of good and bad packages.
 *
 * <p>For longer: {@code mvn test -pl rpm-scanner -am -Dtest=PackageFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.executions=5000000 -Dfuzz.seed=2}. What fails is
 * printed in base64; it becomes an entry of the catalogue of bad packages.
 */
final class PackageFuzzTest {
  private static final Path CATALOGUE = Path.of("src/test/resources/hostile");
  private static final int EXECUTIONS = Integer.getInteger("fuzz.executions", 10_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /** What a decoder may ask for, and room for all else of a small package. */
  private static final long ALLOCATED_LIMIT = (RpmLimits.LZMA_MEMORY_KIB * 1024L) + (32L << 20);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void mutatedPackagesEndInFilesOrFindings() throws IOException {
    Mutator mutator = new Mutator(seeds(), SEED);
    for (int i = 0; i < EXECUTIONS; i++) {
      byte[] bytes = mutator.next();
      assertThatCode(() -> readInBoundedMemory(bytes))
          .as(() -> Base64.getEncoder().encodeToString(bytes))
          .doesNotThrowAnyException();
    }
  }

  private static void readInBoundedMemory(byte[] bytes) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    PackageFuzzer.fuzzerTestOneInput(bytes);
    assertThat(THREADS.getThreadAllocatedBytes(thread) - before).isLessThan(ALLOCATED_LIMIT);
  }

  private static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (Compressor compressor : Compressor.values()) {
      seeds.add(good().compressor(compressor).build());
      seeds.add(unproven(good().compressor(compressor)).build());
    }
    for (CpioFormat archive : CpioFormat.values()) {
      for (RpmFormat format : RpmFormat.values()) {
        RpmBytes plain = good().compressor(Compressor.NONE).cpio(archive).format(format);
        seeds.add(unproven(plain).build());
      }
    }
    try (Stream<Path> folders = Files.list(CATALOGUE)) {
      for (Path folder : folders.sorted().toList()) {
        seeds.add(Files.readAllBytes(folder.resolve(HostileRpms.PACKAGE_FILE)));
      }
    }
    return seeds;
  }

  private static RpmBytes good() {
    return RpmBytes.named("fuzz")
        .directory("/usr/share/fuzz")
        .executable("/usr/bin/fuzz", "#!/bin/sh\n")
        .file("/usr/share/fuzz/empty", "")
        .ghost("/var/log/fuzz.log")
        .symlink("/usr/bin/link", "fuzz")
        .hardLinks("shared", "/usr/lib/a1", "/usr/lib/a2", "/usr/lib/a3");
  }

  /** Without digests and sizes of the whole, so that a changed header is looked into. */
  private static RpmBytes unproven(RpmBytes rpm) {
    return rpm.withoutSignatureTag(RpmTag.SIG_SHA1)
        .withoutSignatureTag(RpmTag.SIG_SHA256)
        .withoutSignatureTag(RpmTag.SIG_SHA3_256)
        .withoutSignatureTag(RpmTag.SIG_MD5)
        .withoutSignatureTag(RpmTag.SIG_SIZE)
        .withoutTag(RpmTag.PAYLOAD_SIZE);
  }
}
