package io.github.imaallowlist.allowlist;

import static io.github.imaallowlist.allowlist.Allowlists.add;
import static io.github.imaallowlist.allowlist.Allowlists.addLink;
import static io.github.imaallowlist.allowlist.Allowlists.countsOf;
import static io.github.imaallowlist.allowlist.Allowlists.entriesOf;
import static io.github.imaallowlist.allowlist.Allowlists.pathsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolicLinksTest {
  @TempDir Path folder;

  private AllowlistBuilder builder;

  @BeforeEach
  void open() {
    builder = new AllowlistBuilder(folder, AllowlistLimits.MIN_ARENA_BYTES);
  }

  @AfterEach
  void close() throws IOException {
    builder.close();
  }

  @ParameterizedTest
  @CsvSource({
    "usr/bin, /usr/bin/x",
    "/usr/bin, /usr/bin/x",
    "./usr//bin/, /usr/bin/x",
    "usr/lib/../bin, /usr/bin/x",
    "../../usr/bin, /usr/bin/x",
    "/.., /x",
    "/, /x",
    "..., /.../x"
  })
  void aPathIsAlsoUnderWhatItsFolderIsALinkTo(String target, String resolved) throws IOException {
    addLink(builder, "/bin", target);
    add(builder, "/bin/x", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactlyInAnyOrder("/bin/x", resolved);
    assertThat(entriesOf(allowlist).get(0).digests())
        .isEqualTo(entriesOf(allowlist).get(1).digests());
    assertThat(countsOf(allowlist).throughLinks()).isEqualTo(1);
    assertThat(countsOf(allowlist).linksFollowed()).isEqualTo(1);
  }

  @Test
  void aRelativeTargetBeginsAtTheLinksFolder() throws IOException {
    addLink(builder, "/usr/share/a/current", "../b/v1");
    add(builder, "/usr/share/a/current/f", 1);
    assertThat(pathsOf(builder.finish()))
        .containsExactly("/usr/share/a/current/f", "/usr/share/b/v1/f");
  }

  @Test
  void linksToLinksAndLinksThroughLinksAreFollowed() throws IOException {
    addLink(builder, "/a", "b");
    addLink(builder, "/b", "c/d");
    addLink(builder, "/c", "/usr");
    addLink(builder, "/usr/d", "real");
    add(builder, "/a/f", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/a/f", "/usr/real/f");
    assertThat(countsOf(allowlist).linksFollowed()).isEqualTo(4);
  }

  @Test
  void aPathMayPassThroughSeveralLinks() throws IOException {
    addLink(builder, "/lib", "usr/lib");
    addLink(builder, "/usr/lib/modules/6/build", "/usr/src/linux-6");
    add(builder, "/lib/modules/6/build/Makefile", 1);
    assertThat(pathsOf(builder.finish()))
        .containsExactly("/lib/modules/6/build/Makefile", "/usr/src/linux-6/Makefile");
  }

  /** The kernel takes {@code ..} from where the link leads, not from where its name stands. */
  @Test
  void dotDotAfterALinkGoesUpFromItsTarget() throws IOException {
    addLink(builder, "/l", "/x/y/z");
    addLink(builder, "/m", "/l/../w");
    add(builder, "/m/f", 1);
    assertThat(pathsOf(builder.finish())).containsExactly("/m/f", "/x/y/w/f");
  }

  @Test
  void packagesThatDisagreeAboutALinkGiveBothPaths() throws IOException {
    addLink(builder, "/opt/jdk", "jdk-17");
    addLink(builder, "/opt/jdk", "jdk-21");
    addLink(builder, "/opt/jdk", "jdk-21");
    add(builder, "/opt/jdk/f", 1);
    assertThat(pathsOf(builder.finish()))
        .containsExactly("/opt/jdk-17/f", "/opt/jdk-21/f", "/opt/jdk/f");
  }

  @Test
  void aLinkToItsOwnFolderAddsTheShortPath() throws IOException {
    addLink(builder, "/usr/bin/X11", ".");
    add(builder, "/usr/bin/X11/X11/f", 1);
    assertThat(pathsOf(builder.finish())).containsExactly("/usr/bin/X11/X11/f", "/usr/bin/f");
  }

  @ParameterizedTest
  @CsvSource({"/a, a", "/a, b", "/a, a/x", "/a, ./a/../a"})
  void circlesEndAndAreCounted(String link, String target) throws IOException {
    addLink(builder, link, target);
    addLink(builder, "/b", "/a");
    add(builder, "/a/f", 1);
    add(builder, "/c/f", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/a/f", "/c/f");
    assertThat(entriesOf(allowlist).get(0).digests()).hasSize(1);
    assertThat(countsOf(allowlist).unresolved()).isEqualTo(1);
  }

  @Test
  void asManyLinksInARowAsTheKernelFollows() throws IOException {
    for (int i = 0; i < 41; i++) {
      addLink(builder, "/l" + i, "l" + (i + 1));
    }
    add(builder, "/l1/f", 1);
    add(builder, "/l0/f", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/l0/f", "/l1/f", "/l41/f");
    assertThat(countsOf(allowlist).unresolved()).as("/l0/f takes 41 links").isEqualTo(1);
  }

  @Test
  void aFolderThatLeadsToVeryManyPlacesIsCutShortAndCounted() throws IOException {
    for (int i = 0; i < 50; i++) {
      addLink(builder, "/a", "%02d".formatted(i));
    }
    add(builder, "/a/f", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist))
        .hasSize(1 + AllowlistLimits.PLACES_OF_FOLDER)
        .contains("/00/f", "/15/f");
    assertThat(countsOf(allowlist).unresolved()).isEqualTo(1);
  }

  @Test
  void linksThatMultiplyAreBounded() throws IOException {
    for (int i = 0; i < 39; i++) {
      addLink(builder, "/l" + i, "l" + (i + 1));
      addLink(builder, "/l" + i, "./l" + (i + 1));
    }
    addLink(builder, "/l39", "l0");
    add(builder, "/l0/f", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/l0/f");
    assertThat(countsOf(allowlist).unresolved()).isEqualTo(1);
  }

  @Test
  void aPathThatGrowsTooLongIsCounted() throws IOException {
    addLink(builder, "/a", "b".repeat(2000) + "/" + "c".repeat(2000));
    add(builder, "/a/" + "f".repeat(200), 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).hasSize(1);
    assertThat(countsOf(allowlist).unresolved()).isEqualTo(1);
  }

  @Test
  void impossibleTargetsAreIgnoredAndCounted() throws IOException {
    addLink(builder, "/a", "");
    addLink(builder, "/a", "x\0y");
    addLink(builder, "/a", "x".repeat(FilePath.MAX_LENGTH + 1));
    add(builder, "/a/f", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/a/f");
    assertThat(countsOf(allowlist).linksIgnored()).isEqualTo(3);
  }

  @Test
  void linksToFilesChangeNothing() throws IOException {
    addLink(builder, "/usr/bin/sh", "bash");
    add(builder, "/usr/bin/bash", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/usr/bin/bash");
    assertThat(countsOf(allowlist).linksFollowed()).isZero();
  }

  @Test
  void spacesInLinksAreReplacedAsInPaths() throws IOException {
    addLink(builder, "/opt/my app", "my real app");
    add(builder, "/opt/my app/a b", 1);
    SortedAllowlist allowlist = builder.finish();
    assertThat(pathsOf(allowlist)).containsExactly("/opt/my_app/a_b", "/opt/my_real_app/a_b");
    assertThat(countsOf(allowlist).spacesReplaced()).isEqualTo(2);
  }

  @Test
  void entriesOfABaseAreNotResolved() throws IOException {
    addLink(builder, "/bin", "usr/bin");
    builder.addBase(
        new AllowlistEntry(
            LoggedPath.of("/bin/x"), List.of(UnlabelledDigest.ofHex("ab".repeat(32)))));
    assertThat(pathsOf(builder.finish())).containsExactly("/bin/x");
  }

  /** More entries and links than the memory holds, and links that come before what they need. */
  @Test
  void linksOnDiskAreFollowedAsThoseInMemory() throws IOException {
    addLink(builder, "/lib/deep", "/lib/deeper");
    for (int i = 0; i < 20_000; i++) {
      add(builder, (i % 2 == 0 ? "/lib/deep/" : "/usr/share/") + i, i);
      addLink(builder, "/usr/lib/.build-id/%05d".formatted(i), "../../../../lib/deep/" + i);
    }
    addLink(builder, "/lib", "usr/lib");
    addLink(builder, "/usr/lib/deep", "deepest");
    SortedAllowlist allowlist = builder.finish();
    AllowlistCounts counts = countsOf(allowlist);
    assertThat(counts.paths()).isEqualTo(30_000);
    assertThat(counts.throughLinks()).isEqualTo(10_000);
    assertThat(pathsOf(allowlist)).isSorted().contains("/usr/lib/deepest/0", "/lib/deep/0");
  }

  @Test
  void tooManyLinksOnTheWayAreRefused() throws IOException {
    for (int i = 0; i <= AllowlistLimits.LINKS_HELD; i++) {
      addLink(builder, "/a", "t" + i);
    }
    add(builder, "/a/f", 1);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(builder::finish)
        .withMessageContaining("symbolic links");
  }
}
