package io.github.imaallowlist.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.fixtures.CpioFormat;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.rpm.finding.Finding;
import io.github.imaallowlist.rpm.finding.FindingKind;
import io.github.imaallowlist.rpm.finding.FindingLog;
import io.github.imaallowlist.rpm.header.RpmInput;
import io.github.imaallowlist.rpm.payload.ContentReceiver;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PayloadContentsTest {
  private static final class Receiver implements ContentReceiver {
    final Map<String, ByteArrayOutputStream> received = new TreeMap<>();
    private final Set<String> wanted;
    private final long limit;

    Receiver(long limit, String... wanted) {
      this.wanted = Set.of(wanted);
      this.limit = limit;
    }

    @Override
    public boolean wants(FilePath path) {
      return wanted.contains(path.toString());
    }

    @Override
    public OutputStream open(FilePath path, long size) throws IOException {
      if (size > limit) {
        throw new LimitExceededException(path.toString(), LimitExceededException.NO_OFFSET, "big");
      }
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      received.put(path.toString(), content);
      return content;
    }

    Map<String, String> texts() {
      Map<String, String> texts = new TreeMap<>();
      received.forEach((path, bytes) -> texts.put(path, bytes.toString(StandardCharsets.UTF_8)));
      return texts;
    }
  }

  private static ScannedPackage scan(RpmBytes rpm, ReadMode mode, ContentReceiver receiver)
      throws IOException {
    RpmInput in = new RpmInput(new ByteArrayInputStream(rpm.build()), "test.rpm");
    return new PackageReader(mode, new TreeSet<>(List.of(HashAlgorithm.SHA256)))
        .read(in, PackageHeaders.read(in), new FindingLog("test.rpm"), receiver);
  }

  @Test
  void contentsOfWantedFilesAloneAreHandedOver() throws IOException {
    RpmBytes rpm =
        RpmBytes.named("a")
            .file("/a", "first")
            .file("/b", "second")
            .file("/empty", "")
            .symlink("/link", "b")
            .ghost("/ghost");
    Receiver receiver = new Receiver(100, "/b", "/empty", "/link", "/ghost", "/elsewhere");

    assertThat(scan(rpm, ReadMode.PAYLOAD, receiver).findings()).isEmpty();

    assertThat(receiver.texts()).isEqualTo(Map.of("/b", "second", "/empty", ""));
  }

  @ParameterizedTest
  @EnumSource(CpioFormat.class)
  void contentOfHardLinksIsHandedOverForEachNameThatIsWanted(CpioFormat format) throws IOException {
    RpmBytes rpm = RpmBytes.named("a").cpio(format).hardLinks("shared", "/one", "/three", "/two");
    Receiver receiver = new Receiver(100, "/one", "/two");

    assertThat(scan(rpm, ReadMode.PAYLOAD, receiver).findings()).isEmpty();

    assertThat(receiver.texts()).isEqualTo(Map.of("/one", "shared", "/two", "shared"));
  }

  @Test
  void whatTheReceiverDoesNotTakeIsAFinding() throws IOException {
    ScannedPackage scanned =
        scan(RpmBytes.named("a").file("/a", "12345"), ReadMode.PAYLOAD, new Receiver(4, "/a"));

    assertThat(scanned.findings())
        .extracting(Finding::kind)
        .containsExactly(FindingKind.LIMIT_EXCEEDED);
    assertThat(scanned.files()).isEmpty();
  }

  @Test
  void headersAloneHandNothingOver() throws IOException {
    Receiver receiver = new Receiver(100, "/a");

    scan(RpmBytes.named("a").file("/a", "first"), ReadMode.HEADERS, receiver);

    assertThat(receiver.texts()).isEmpty();
  }
}
