package io.github.imaallowlist.rpm.cache;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.HashAlgorithm;
import io.github.imaallowlist.model.MeasuredFile;
import io.github.imaallowlist.model.PackageId;
import io.github.imaallowlist.rpm.ScannedPackage;
import io.github.imaallowlist.rpm.SymbolicLink;
import io.github.imaallowlist.rpm.Unmeasured;
import io.github.imaallowlist.rpm.imasignature.FileSignatureCounts;
import io.github.imaallowlist.rpm.imasignature.ImaKeyring;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * A package that no one has built, with files in the folders of a distribution. The same number
 * gives the same package.
 *
 * <p>Each fortieth is a later build of the one before it: the same paths, half of the digests. Each
 * seventh has a program in {@code /bin}, which the first package makes a link.
 */
final class SyntheticPackage {
  private static final List<String> WORDS =
      List.of(
          "archive", "audio", "boot", "cloud", "core", "crypt", "data", "devel", "disk", "doc",
          "font", "gnome", "graph", "http", "image", "kernel", "lang", "math", "net", "parse",
          "perl", "python", "query", "render", "shell", "sound", "store", "term", "text", "tools",
          "video", "web");

  /** Files of a folder before the next one begins. */
  private static final int FILES_OF_FOLDER = 24;

  private static final int FILES_OF_LINK = 12;
  private static final SortedSet<HashAlgorithm> ALGORITHMS =
      new TreeSet<>(List.of(HashAlgorithm.SHA256));

  private final int number;
  private final int files;
  private final boolean later;
  private final String name;
  private final List<String> folders;

  SyntheticPackage(int number, int files) {
    this.number = number;
    this.files = files;
    this.later = number % 40 == 39;
    int build = later ? number - 1 : number;
    SplittableRandom random = new SplittableRandom(build);
    this.name = word(random) + "-" + word(random) + "-" + hex(random, 3);
    this.folders = folders(name, random.nextInt());
  }

  private static String word(SplittableRandom random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  private static String hex(SplittableRandom random, int bytes) {
    return Long.toHexString(random.nextLong() & ((1L << (8 * bytes)) - 1));
  }

  private static List<String> folders(String name, int first) {
    List<String> all =
        List.of(
            "/usr/bin",
            "/etc/" + name + ".d",
            "/usr/include/" + name,
            "/usr/include/" + name + "/detail",
            "/usr/lib/python3.11/site-packages/" + name,
            "/usr/lib/python3.11/site-packages/" + name + "/__pycache__",
            "/usr/lib64/" + name + "/plugins",
            "/usr/lib/modules/6.12.0/kernel/drivers/" + name,
            "/usr/share/doc/packages/" + name + "/html",
            "/usr/share/icons/hicolor/48x48/apps",
            "/usr/share/licenses/" + name,
            "/usr/share/locale/de/LC_MESSAGES",
            "/usr/share/man/man1",
            "/usr/share/" + name + "/resources");
    List<String> rotated = new ArrayList<>(all);
    Collections.rotate(rotated, first % all.size());
    return rotated;
  }

  CacheEntry entry() {
    PackageId id =
        new PackageId(name, OptionalInt.empty(), "1." + number, later ? "2" : "1", "x86_64");
    List<MeasuredFile> measured = measuredFiles();
    return new CacheEntry(
        new CacheKey(
            digest(new SplittableRandom(~number)), ALGORITHMS, ImaKeyring.EMPTY.fingerprint()),
        10_000 + files * 5_000L,
        new ScannedPackage(
            Optional.of(id),
            measured,
            links(),
            new Unmeasured(folders.size(), files / FILES_OF_LINK, 0, 0),
            Optional.of(HashAlgorithm.SHA256),
            List.of(),
            FileSignatureCounts.NONE,
            List.of()));
  }

  private List<MeasuredFile> measuredFiles() {
    SortedSet<String> paths = new TreeSet<>();
    for (int file = 0; file < files; file++) {
      paths.add(path(file));
    }
    List<MeasuredFile> measured = new ArrayList<>(files);
    for (String path : paths) {
      int build = later && measured.size() % 2 == 0 ? number - 1 : number;
      boolean library = path.endsWith(".so");
      measured.add(
          new MeasuredFile(
              FilePath.of(path),
              List.of(digest(new SplittableRandom(31L * build + path.hashCode()))),
              FileTraits.of(library, library)));
    }
    return measured;
  }

  private String path(int file) {
    String base = name + "-" + WORDS.get(file % WORDS.size()) + "-" + file;
    if (file == 0 && number % 7 == 0) {
      return "/bin/" + base;
    }
    String folder = folders.get(file / FILES_OF_FOLDER % folders.size());
    return folder + "/" + base + (file % 3 == 0 ? ".so" : ".html");
  }

  private static FileDigest digest(SplittableRandom random) {
    ByteBuffer bytes = ByteBuffer.allocate(HashAlgorithm.SHA256.digestLength());
    while (bytes.hasRemaining()) {
      bytes.putLong(random.nextLong() | 1);
    }
    return new FileDigest(HashAlgorithm.SHA256, bytes.array());
  }

  private List<SymbolicLink> links() {
    List<SymbolicLink> links = new ArrayList<>();
    if (number == 0) {
      for (String folder : List.of("bin", "lib", "lib64", "sbin")) {
        links.add(link("/" + folder, "usr/" + folder));
      }
    }
    for (int file = 0; file < files; file += FILES_OF_LINK) {
      String id = "%02x/%06x%04x".formatted(number & 0xff, number, file);
      links.add(link("/usr/lib/.build-id/" + id, "../../../.." + path(file)));
    }
    return links;
  }

  private static SymbolicLink link(String path, String target) {
    return new SymbolicLink(FilePath.of(path), target.getBytes(StandardCharsets.UTF_8));
  }
}
