package io.github.imaallowlist.rpm.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.ImaKeyId;
import io.github.imaallowlist.model.ImaSignature;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.SymbolicLink;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.KeyIdCounts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The form of an entry: read as written, and nothing else is. */
final class EntryTest {
  private static final FileDigest KEYRING = digest(HashAlgorithm.SHA256, "keyring");

  private static FileDigest digest(HashAlgorithm algorithm, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new FileDigest(algorithm, algorithm.newMessageDigest().digest(content));
  }

  private static CacheKey key(HashAlgorithm... algorithms) {
    return new CacheKey(
        digest(HashAlgorithm.SHA256, "package"), new TreeSet<>(List.of(algorithms)), KEYRING);
  }

  private static CacheEntry entry(CacheKey key) throws InputException {
    ImaSignature signature =
        ImaSignature.parse("test", 0, HexFormat.of().parseHex("030204a5982554000401020304"));
    List<MeasuredFile> files = new ArrayList<>();
    for (String path : List.of("/usr/bin/a", "/usr/bin/ab", "/usr/bin/a\u00e4 b", "/", "/etc/x")) {
      files.add(
          new MeasuredFile(
              FilePath.of(path),
              key.algorithms().stream().map(algorithm -> digest(algorithm, path)).toList(),
              path.endsWith("b") ? Optional.of(signature) : Optional.empty(),
              FileTraits.of(path.contains("bin"), path.endsWith("a"))));
    }
    KeyIdCounts counts = new KeyIdCounts(2, new TreeMap<>(Map.of(new ImaKeyId(-7), 2L)));
    return new CacheEntry(
        key,
        12345,
        new ScannedPackage(
            Optional.of(new PackageId("name", OptionalInt.of(3), "1.0~r\u00fc", "1", "noarch")),
            files,
            List.of(
                new SymbolicLink(FilePath.of("/bin"), "usr/bin".getBytes(StandardCharsets.UTF_8))),
            new Unmeasured(1, 2, 3, 4),
            Optional.of(HashAlgorithm.SHA1),
            List.of(),
            new FileSignatureCounts(KeyIdCounts.NONE, 5, counts, 6),
            List.of()));
  }

  private static byte[] bytes() throws InputException {
    return EntryEncoder.encode(entry(key(HashAlgorithm.SHA256))).orElseThrow();
  }

  @Test
  void entryIsReadAsItWasWritten() throws InputException {
    for (CacheKey key :
        List.of(
            key(HashAlgorithm.SHA256),
            key(HashAlgorithm.SHA1, HashAlgorithm.SHA512, HashAlgorithm.SM3))) {
      CacheEntry entry = entry(key);

      CacheEntry read = EntryDecoder.decode("test", EntryEncoder.encode(entry).orElseThrow());

      assertThat(read.key()).isEqualTo(key);
      assertThat(read.fileSize()).isEqualTo(12345);
      assertThat(read.contents().files()).isEqualTo(entry.contents().files());
      assertThat(read.contents())
          .usingRecursiveComparison()
          .ignoringFields("files")
          .isEqualTo(entry.contents());
    }
  }

  @Test
  void sameEntryHasTheSameBytes() throws InputException {
    assertThat(bytes()).isEqualTo(bytes());
    assertThat(EntryEncoder.encode(EntryDecoder.decode("test", bytes()))).contains(bytes());
  }

  /**
   * With another form {@code VERSION} changes. If only this test's own entry changed, so may this
   * digest.
   */
  @Test
  void formIsTheOneThatItsVersionStandsFor() throws InputException {
    assertThat(EntryFormat.VERSION).isEqualTo(2);
    assertThat(Digest.SHA256.hex(bytes()))
        .isEqualTo("b12d81e8f533de565ccad208432dfbf12369f0e07854dac1162f55e4956d6e16");
  }

  @Test
  void everyChangedByteIsNoticed() throws InputException {
    byte[] whole = bytes();
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 << i % Byte.SIZE);
      assertThatThrownBy(() -> EntryDecoder.decode("test", changed))
          .as("byte %d", i)
          .isInstanceOf(MalformedInputException.class);
    }
  }

  @Test
  void everyCutIsNoticed() throws InputException {
    byte[] whole = bytes();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> EntryDecoder.decode("test", cut))
          .isInstanceOf(MalformedInputException.class);
    }
    assertThatThrownBy(() -> EntryDecoder.decode("test", Arrays.copyOf(whole, whole.length + 1)))
        .isInstanceOf(MalformedInputException.class);
  }

  /** What a writer with a good checksum could make up ends as an error, and not as a crash. */
  @Test
  void everyChangedByteUnderAGoodChecksumIsReadOrRefused() throws InputException {
    byte[] whole = bytes();
    int refused = 0;
    for (int i = 0; i < whole.length - EntryFormat.SUM_BYTES; i++) {
      for (int value : List.of(0, 1, 0x7f, 0x80, 0xff)) {
        byte[] changed = whole.clone();
        changed[i] = (byte) value;
        try {
          EntryDecoder.decode("test", summed(changed)).contents().files().forEach(file -> {});
        } catch (InputException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void otherVersionsAreToldFromDamage() throws InputException {
    for (int offset : List.of(8, 12)) {
      byte[] changed = bytes();
      ByteBuffer.wrap(changed).putInt(offset, 99);
      assertThatThrownBy(() -> EntryDecoder.decode("test", summed(changed)))
          .isInstanceOf(UnsupportedInputException.class)
          .hasMessageContaining("99");
    }
  }

  @Test
  void nameIsReadFromTheStart() throws InputException {
    EntryName name = EntryDecoder.decodeName("test", Arrays.copyOf(bytes(), 200));

    assertThat(name.key()).isEqualTo(key(HashAlgorithm.SHA256));
    assertThat(name.id().name()).isEqualTo("name");
    assertThat(name.fileSize()).isEqualTo(12345);
  }

  @Test
  void fileNameTellsSettingsApart() {
    SortedSet<String> names = new TreeSet<>();
    names.add(key(HashAlgorithm.SHA256).fileName());
    names.add(key(HashAlgorithm.SHA512).fileName());
    names.add(key(HashAlgorithm.SHA256, HashAlgorithm.SHA512).fileName());
    FileDigest checksum = digest(HashAlgorithm.SHA256, "package");
    names.add(
        new CacheKey(
                checksum,
                new TreeSet<>(List.of(HashAlgorithm.SHA256)),
                digest(HashAlgorithm.SHA256, "other keys"))
            .fileName());

    assertThat(names).hasSize(4).allMatch(name -> name.startsWith(checksum.hex() + "-"));
  }

  private static byte[] summed(byte[] entry) {
    int end = entry.length - EntryFormat.SUM_BYTES;
    ByteBuffer.wrap(entry).putLong(end, EntryFormat.sum(entry, end));
    return entry;
  }
}
