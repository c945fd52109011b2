package io.github.imaallowlist.allowlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.imaallowlist.model.FilePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel itself says where random links lead. */
class SymbolicLinksOnDiskTest {
  private static final String[] NAMES = {"a", "b", "c"};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyPathIsAlsoWhereTheKernelSaysItIs(long seed) throws IOException {
    Random random = new Random(seed);
    Path root = folder.toRealPath();
    List<Path> folders = new ArrayList<>(List.of(root));
    List<Path> links = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Path made = one(folders, random).resolve("d" + i);
      folders.add(Files.createDirectory(made));
      Path link = one(folders, random).resolve(NAMES[random.nextInt(NAMES.length)]);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        links.add(Files.createSymbolicLink(link, target(root, folders, random)));
      }
    }
    List<Path> files = new ArrayList<>();
    for (Path made : folders) {
      Files.createFile(made.resolve("f"));
      collect(made, "", files);
    }
    assertResolvedAsOnDisk(root, links, files);
  }

  private void assertResolvedAsOnDisk(Path root, List<Path> links, List<Path> files)
      throws IOException {
    for (Path file : files) {
      try (AllowlistBuilder builder = new AllowlistBuilder(folder)) {
        for (Path link : links) {
          Allowlists.addLink(builder, link.toString(), Files.readSymbolicLink(link).toString());
        }
        builder.add(FilePath.of(file.toString()), List.of(Allowlists.digest(1)));
        List<String> expected = new ArrayList<>(List.of(file.toString()));
        if (!file.toRealPath().equals(file)) {
          expected.add(file.toRealPath().toString());
        }
        assertThat(Allowlists.pathsOf(builder.finish()))
            .as("%s under %s", file, root)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  private static Path target(Path root, List<Path> folders, Random random) {
    Path target =
        random.nextInt(3) == 0
            ? root.resolve(one(folders, random))
            : Path.of(random.nextBoolean() ? ".." : ".", NAMES[random.nextInt(NAMES.length)]);
    return random.nextInt(3) == 0
        ? target.resolve("..").resolve(NAMES[random.nextInt(NAMES.length)])
        : target;
  }

  /** The files that the kernel finds by going along names, up to three deep. */
  private static void collect(Path start, String names, List<Path> files) {
    Path file = Path.of(start + names + "/f");
    if (Files.exists(file)) {
      files.add(file);
    }
    if (names.length() < 6) {
      for (String name : NAMES) {
        collect(start, names + "/" + name, files);
      }
    }
  }

  private static Path one(List<Path> paths, Random random) {
    return paths.get(random.nextInt(paths.size()));
  }
}
