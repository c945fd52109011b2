package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.OwningPackage;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.format.OnePassReader;
import io.github.imaallowlist.format.ProvenanceUpdates.Revoked;
import io.github.imaallowlist.ima.check.AllowlistMatch;
import io.github.imaallowlist.ima.check.AllowlistMatch.ListedPath;
import io.github.imaallowlist.ima.check.DigestSearch;
import io.github.imaallowlist.ima.check.DigestSearch.Place;
import io.github.imaallowlist.ima.check.GeneratedFiles;
import io.github.imaallowlist.ima.log.LoggedFiles;
import io.github.imaallowlist.model.FileDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says of entries that are not accepted what explains them, and what to do. */
final class Explainer {
  private static final int SHOWN_PACKAGES = 3;

  private final LoggedFiles files;
  private final AllowlistMatch match;
  private final OnePassReader.Contents list;
  private final Searches searches;

  /**
   * Where digests and paths were looked for.
   *
   * @param now in the list itself
   * @param older in lists of former times
   */
  record Searches(DigestSearch now, List<Older> older) {
    Searches {
      older = List.copyOf(older);
    }
  }

  /**
   * A list of former times.
   *
   * @param name the list's, for messages
   */
  record Older(String name, DigestSearch search) {}

  Explainer(
      LoggedFiles files, AllowlistMatch match, OnePassReader.Contents list, Searches searches) {
    this.files = files;
    this.match = match;
    this.list = list;
    this.searches = searches;
  }

  /**
   * Explains an entry.
   *
   * @param own what the entry itself says
   * @param label the SELinux type of its path
   */
  Deviation explain(
      long number, int file, Verdict verdict, Optional<Clue> own, Optional<String> label) {
    int name = files.nameOf(file);
    Optional<LoggedPath> path =
        name == LoggedFiles.NO_NAME ? Optional.empty() : Optional.of(files.name(name));
    Optional<FileDigest> digest = files.digest(file);
    Optional<ListedPath> listed =
        name == LoggedFiles.NO_NAME ? Optional.empty() : match.deviating(name);
    List<OwningPackage> owners = listed.map(this::ownersOf).orElse(List.of());
    List<Clue> clues = new ArrayList<>();
    if (path.isPresent()
        && verdict != Verdict.VIOLATION
        && files.kind(file) != LoggedFiles.Kind.BUFFER) {
      digest.ifPresent(known -> addByDigest(clues, path.get(), known, listed, owners));
      addByName(clues, path.get(), verdict);
      if (files.kind(file) == LoggedFiles.Kind.VERITY) {
        clues.add(
            new Clue(
                Clue.Kind.VERITY, "the digest is that of fs-verity, and lists have contents'"));
      }
    }
    own.ifPresent(clues::add);
    if (verdict == Verdict.NOT_COVERED) {
      clues.add(
          new Clue(
              Clue.Kind.LABEL,
              "no rule measures a file that has %s there"
                  .formatted(label.map(type -> "the type " + type).orElse("no label"))));
    }
    if (clues.isEmpty() && verdict != Verdict.VIOLATION) {
      clues.add(
          new Clue(
              Clue.Kind.NONE,
              verdict == Verdict.WRONG_DIGEST
                  ? "no version that is known has this digest"
                  : "no package that is known has this path or this digest"));
      path.filter(any -> verdict == Verdict.WRONG_DIGEST)
          .flatMap(Explainer::aboutSpaces)
          .ifPresent(clues::add);
    }
    return new Deviation(
        number,
        verdict,
        path,
        digest,
        label,
        owners.stream().map(Explainer::nameOf).toList(),
        clues,
        Remedies.of(verdict, clues, owners.stream().map(Explainer::nameOf).toList()));
  }

  private List<OwningPackage> ownersOf(ListedPath listed) {
    return Arrays.stream(listed.owners().ofAny())
        .filter(owner -> owner < list.packages().size())
        .mapToObj(list.packages()::get)
        .filter(one -> one.nevra().isPresent())
        .sorted()
        .toList();
  }

  private void addByDigest(
      List<Clue> clues,
      LoggedPath path,
      FileDigest known,
      Optional<ListedPath> listed,
      List<OwningPackage> owners) {
    UnlabelledDigest digest = UnlabelledDigest.of(known);
    boolean old = addRevokedAndOld(clues, path, digest, owners);
    if (!old && listed.isPresent()) {
      addOtherAlgorithm(clues, known, listed.get());
    }
    for (Place place : searches.now().placesOf(digest)) {
      boolean alias = OtherNames.of(path).contains(place.path());
      clues.add(
          new Clue(
              alias ? Clue.Kind.ALIAS : Clue.Kind.RENAMED,
              alias
                  ? "the list has it as %s%s: the folder is a link"
                      .formatted(Names.printable(place.path().toString()), from(place))
                  : "it is the same as %s%s"
                      .formatted(Names.printable(place.path().toString()), from(place))));
    }
  }

  private boolean addRevokedAndOld(
      List<Clue> clues, LoggedPath path, UnlabelledDigest digest, List<OwningPackage> owners) {
    int before = clues.size();
    for (Revoked revoked : list.revoked()) {
      if (revoked.kind().equals("digest") && revoked.name().endsWith(digest.hex())) {
        clues.add(new Clue(Clue.Kind.REVOKED, "the digest was revoked"));
      }
    }
    for (Older older : searches.older()) {
      for (Place place : older.search().placesOf(digest)) {
        String text = "%s has it%s".formatted(older.name(), from(place));
        boolean revoked = place.packages().stream().anyMatch(this::isRevoked);
        boolean same = place.path().equals(path);
        clues.add(
            new Clue(
                revoked ? Clue.Kind.REVOKED : same ? Clue.Kind.OLD_VERSION : Clue.Kind.RENAMED,
                same
                    ? text + (revoked ? ", which was revoked" : "")
                    : "%s at %s".formatted(text, Names.printable(place.path().toString()))));
      }
    }
    if (clues.size() == before) {
      addRevokedVersions(clues, owners);
    }
    return clues.size() > before;
  }

  private boolean isRevoked(OwningPackage one) {
    return list.revoked().stream()
        .anyMatch(
            revoked -> revoked.kind().equals("package") && nameOf(one).equals(revoked.name()));
  }

  /** A revoked package's digests are not in the list any more: it may be one of these. */
  private void addRevokedVersions(List<Clue> clues, List<OwningPackage> owners) {
    String versions =
        list.revoked().stream()
            .filter(revoked -> revoked.kind().equals("package"))
            .map(Revoked::name)
            .filter(
                name -> owners.stream().anyMatch(one -> PackageNames.sameName(nameOf(one), name)))
            .limit(SHOWN_PACKAGES)
            .collect(Collectors.joining(", "));
    if (!versions.isEmpty()) {
      clues.add(
          new Clue(
              Clue.Kind.REVOKED,
              "the list revokes %s; it may be a file of it (--older-allowlist tells)"
                  .formatted(versions)));
    }
  }

  private static void addOtherAlgorithm(List<Clue> clues, FileDigest known, ListedPath listed) {
    if (listed.digests().stream().noneMatch(one -> one.length() == known.bytes().length)) {
      clues.add(
          new Clue(
              Clue.Kind.ALGORITHM,
              "the host hashes with %s, and the list has other digests for this path"
                  .formatted(known.algorithm())));
    }
  }

  private void addByName(List<Clue> clues, LoggedPath path, Verdict verdict) {
    String text = path.toString();
    if (verdict == Verdict.UNKNOWN_PATH) {
      OtherNames.of(path).stream()
          .map(searches.now()::place)
          .flatMap(Optional::stream)
          .filter(place -> clues.stream().noneMatch(clue -> clue.kind() == Clue.Kind.ALIAS))
          .forEach(
              place ->
                  clues.add(
                      new Clue(
                          Clue.Kind.ALIAS,
                          "the list has %s%s, with another digest"
                              .formatted(place.path(), from(place)))));
    }
    GeneratedFiles.at(text)
        .ifPresent(kind -> clues.add(new Clue(Clue.Kind.GENERATED, kind.reason())));
    if (!text.startsWith("/")) {
      clues.add(
          new Clue(
              Clue.Kind.NO_FILE,
              text.startsWith("memfd:")
                  ? "a program's memory was executed, without a file"
                  : "the kernel has no path for it: it was out of the process's reach, or"
                      + " deleted"));
    }
  }

  /** Folders are passed over: every library of some distributions is below one with {@code _}. */
  private static Optional<Clue> aboutSpaces(LoggedPath path) {
    String text = path.toString();
    return text.indexOf('_', text.lastIndexOf('/') + 1) < 0
        ? Optional.empty()
        : Optional.of(
            new Clue(
                Clue.Kind.UNDERSCORE,
                "the kernel writes _ for a space: it may be a file beside the listed one, with a"
                    + " space in its name"));
  }

  private static String from(Place place) {
    String packages =
        place.packages().stream()
            .filter(one -> one.nevra().isPresent())
            .limit(SHOWN_PACKAGES)
            .map(
                one ->
                    nameOf(one)
                        + one.removed()
                            .map(removed -> ", which left the sources at " + removed)
                            .orElse(""))
            .collect(Collectors.joining(", "));
    return packages.isEmpty() ? "" : " from " + packages;
  }

  static String nameOf(OwningPackage one) {
    return one.nevra().orElse("");
  }

  /** What has to be looked for in lists, so that deviations can be explained. */
  static DigestSearch searchFor(LoggedFiles files, List<Integer> deviating) {
    TreeSet<UnlabelledDigest> digests = new TreeSet<>();
    TreeSet<LoggedPath> paths = new TreeSet<>();
    for (int file : deviating) {
      files.digest(file).map(UnlabelledDigest::of).ifPresent(digests::add);
      if (files.nameOf(file) != LoggedFiles.NO_NAME) {
        paths.addAll(OtherNames.of(files.name(files.nameOf(file))));
      }
    }
    return new DigestSearch(digests, paths);
  }
}
