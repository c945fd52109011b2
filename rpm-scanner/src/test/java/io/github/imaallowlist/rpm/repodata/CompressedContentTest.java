package io.github.imaallowlist.rpm.repodata;

import static io.github.imaallowlist.rpm.repodata.PlainRepository.LIST;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.REFUSE;
import static io.github.imaallowlist.rpm.repodata.PlainRepository.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.rpm.metadata.MetadataRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CompressedContentTest {
  @TempDir Path root;
  private PlainRepository repository;

  @BeforeEach
  void makeRepository() throws IOException {
    repository = PlainRepository.create(root);
  }

  private static CompressedContent compressed(String content, DataCompression compression)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CompressingStream out = new CompressingStream(LIST, compression, bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
      return new CompressedContent(
          compression, out.finish(), RepodataFile.Content.of(bytes.toByteArray()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void contentThatIsCompressedAlreadyIsRecordedAsIfItWereNot(DataCompression compression)
      throws Exception {
    CompressedContent content = compressed("{}", compression);
    RepodataFile file = new RepodataFile(LIST, "json", content, 1);
    MetadataRecord record = RepodataUpdate.run(root, change(REFUSE, 0, file)).records().get(0);
    assertThat(RecordCheck.check(root, LIST)).contains(record);
    Map<String, String> times = repository.times();
    RepodataFile plain =
        new RepodataFile(
            LIST, "json", compression, RepodataFile.Content.of(new byte[] {'{', '}'}), 1);
    assertThat(RepodataUpdate.run(root, change(REFUSE, 0, plain)).repomdChanged()).isFalse();
    assertThat(RepodataUpdate.run(root, change(REFUSE, 0, file)).repomdChanged()).isFalse();
    assertThat(repository.times()).isEqualTo(times);
    Path path = record.location().path().in(root);
    byte[] whole = Files.readAllBytes(path);
    Files.writeString(path, "damaged");
    RepodataUpdate.run(root, change(REFUSE, 0, file));
    assertThat(path).hasBinaryContent(whole);
  }

  @Test
  void compressedContentThatIsCutShortIsRefused() throws Exception {
    CompressedContent whole = compressed("{}", DataCompression.ZSTD);
    CompressedContent cut =
        new CompressedContent(
            DataCompression.ZSTD, whole.sums(), RepodataFile.Content.of(new byte[] {1}));
    Map<String, String> content = repository.content();
    assertThatThrownBy(
            () ->
                RepodataUpdate.run(root, change(REFUSE, 0, new RepodataFile(LIST, "json", cut, 1))))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("changed while it was read");
    Map<String, String> after = repository.content();
    after.remove(RepositoryLock.FILE);
    assertThat(after).isEqualTo(content);
    assertThatThrownBy(() -> new RepodataFile(LIST, "json", DataCompression.GZIP, whole, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
