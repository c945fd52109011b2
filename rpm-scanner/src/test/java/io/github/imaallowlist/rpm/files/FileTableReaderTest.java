package io.github.imaallowlist.rpm.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.fixtures.Content;
import io.github.imaallowlist.fixtures.Digest;
import io.github.imaallowlist.fixtures.HeaderEntry;
import io.github.imaallowlist.fixtures.PackagedFile;
import io.github.imaallowlist.fixtures.RpmBytes;
import io.github.imaallowlist.fixtures.RpmFormat;
import io.github.imaallowlist.fixtures.RpmTag;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.rpm.header.HeaderKind;
import io.github.imaallowlist.rpm.header.HeaderReader;
import io.github.imaallowlist.rpm.header.RpmInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTableReaderTest {
  private static FileTable read(RpmBytes rpm) throws IOException {
    return read(rpm, false);
  }

  private static FileTable read(RpmBytes rpm, boolean source) throws IOException {
    RpmInput in = new RpmInput(new ByteArrayInputStream(rpm.sections().header()), "test.rpm");
    return FileTableReader.read(HeaderReader.read(in, HeaderKind.HEADER), "test.rpm", source);
  }

  private static RpmBytes files() {
    return RpmBytes.named("table")
        .executable("/usr/bin/table", "x")
        .ghost("/var/log/table")
        .symlink("/usr/bin/link", "table")
        .directory("/usr/share/table");
  }

  @ParameterizedTest
  @EnumSource(RpmFormat.class)
  void columnsAreReadInTheHeadersOrder(RpmFormat format) throws IOException {
    FileTable files = read(files().format(format));

    assertThat(files.size()).isEqualTo(4);
    assertThat(files.path(0)).isEqualTo(FilePath.of("/usr/bin/table"));
    assertThat(files.contentSize(0)).isOne();
    assertThat(files.isShippedRegular(0)).isTrue();
    assertThat(files.digest(0).orElseThrow().hex())
        .isEqualTo((format == RpmFormat.V3 ? Digest.MD5 : Digest.SHA256).hex(Content.text("x")));
    assertThat(files.isGhost(1)).isTrue();
    assertThat(files.isShippedRegular(1)).isFalse();
    assertThat(files.kind(2)).isEqualTo(FileKind.SYMBOLIC_LINK);
    assertThat(files.linkTarget(2)).isEqualTo("table".getBytes(UTF_8));
    assertThat(files.digest(2)).isEmpty();
    assertThat(files.kind(3)).isEqualTo(FileKind.FOLDER);
  }

  @Test
  void namesOfASourcePackageStandInTheRoot() throws IOException {
    RpmBytes source = RpmBytes.named("table").source().file("table.spec", "Name: table\n");

    assertThat(read(source, true).path(0)).isEqualTo(FilePath.of("/table.spec"));
    assertThatThrownBy(() -> read(source.file("/etc/passwd", "x"), true))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("empty component");
  }

  @Test
  void packageWithoutFilesHasNone() throws IOException {
    assertThat(read(RpmBytes.named("empty")).size()).isZero();
    assertThatThrownBy(
            () -> read(RpmBytes.named("x").tag(HeaderEntry.int32s(RpmTag.FILE_FLAGS, 1))))
        .hasMessageContaining("FILEFLAGS (1037) has 1 values for 0 files");
  }

  @Test
  void folderThatManyFilesShareCannotAskForGigabytes() {
    int count = 20_000;
    RpmBytes rpm =
        RpmBytes.named("bomb")
            .tag(HeaderEntry.strings(RpmTag.DIR_NAMES, List.of("/" + "d".repeat(4000) + "/")))
            .tag(HeaderEntry.int32s(RpmTag.DIR_INDEXES, new int[count]))
            .tag(HeaderEntry.strings(RpmTag.BASE_NAMES, Collections.nCopies(count, "f")));

    assertThatThrownBy(() -> read(rpm))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("the paths have more than 67,108,864 bytes together");
  }

  @Test
  void sizesOfThirtyTwoBitsAreTakenWhereAHeaderHasBoth() throws IOException {
    RpmBytes both = files().tag(HeaderEntry.int64s(RpmTag.LONG_FILE_SIZES, 9, 9, 9, 9));

    assertThat(read(both).contentSize(0)).isOne();
    assertThat(read(both.withoutTag(RpmTag.FILE_SIZES)).contentSize(0)).isEqualTo(9);
  }

  @Test
  void digestsMayBeInUpperCase() throws IOException {
    String hex = Digest.SHA256.hex(Content.text("x"));
    RpmBytes upper =
        RpmBytes.named("upper")
            .file(
                PackagedFile.regular("/x", Content.text("x")).digest(hex.toUpperCase(Locale.ROOT)));

    assertThat(read(upper).digest(0).orElseThrow().hex()).isEqualTo(hex);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0644, 0170644, 0030644})
  void modeThatNamesNoKindIsMalformed(int mode) {
    assertThatThrownBy(
            () -> read(files().tag(HeaderEntry.int16s(RpmTag.FILE_MODES, mode, 1, 1, 1))))
        .isInstanceOf(MalformedInputException.class)
        .hasMessageContaining("file 0 has the mode");
  }

  @Test
  void hardLinksAreTheShippedFilesOfOneInode() throws IOException {
    FileTable files =
        read(
            RpmBytes.named("links")
                .file("/alone", "x")
                .hardLinks("one", "/a1", "/b1", "/c1")
                .hardLinks("two", "/a2", "/b2"));
    List<Integer> first = new ArrayList<>();
    List<Boolean> later = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      first.add(files.hardLinks().first(file));
      later.add(files.hardLinks().hasLater(file));
    }

    assertThat(first).containsExactly(0, 1, 1, 1, 4, 4);
    assertThat(later).containsExactly(false, true, true, false, true, false);
    assertThat(files.hardLinks().isLinked(0)).isFalse();
    assertThat(files.hardLinks().isLinked(3)).isTrue();
  }

  @Test
  void inodeZeroAndMissingInodesLinkNothing() throws IOException {
    RpmBytes zero =
        RpmBytes.named("zero")
            .file("/a", "x")
            .file("/b", "x")
            .tag(HeaderEntry.int32s(RpmTag.FILE_INODES, 0, 0));

    assertThat(read(zero).hardLinks().isLinked(1)).isFalse();
    assertThat(read(zero.withoutTag(RpmTag.FILE_INODES)).hardLinks().isLinked(1)).isFalse();
  }
}
