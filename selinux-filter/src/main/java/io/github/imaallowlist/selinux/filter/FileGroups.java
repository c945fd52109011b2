package io.github.imaallowlist.selinux.filter;

import io.github.imaallowlist.ima.policy.ImaHook;
import io.github.imaallowlist.model.FilePath;
import io.github.imaallowlist.model.FileTraits;
import io.github.imaallowlist.model.SecurityContext;
import io.github.imaallowlist.selinux.label.FileType;
import io.github.imaallowlist.selinux.label.LabelLookup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sorts files into groups of the same {@link FileFacts}, numbered from 1 in the order in which they
 * come. For one thread.
 *
 * <p>A million files make a few hundred groups, so that what can be measured is asked once a group;
 * and it can be asked after all files were seen.
 */
public final class FileGroups {
  /** The group of files that there was no number left for. Nothing is known of them. */
  public static final int UNKNOWN = 0;

  /** Folders that are symbolic links to those of the same name in {@code /usr} on today's hosts. */
  private static final List<byte[]> MERGED_INTO_USR =
      List.of("/bin/", "/sbin/", "/lib/", "/lib64/", "/lib32/", "/libx32/", "/libo32/").stream()
          .map(folder -> folder.getBytes(StandardCharsets.US_ASCII))
          .toList();

  private static final byte[] USR = "/usr".getBytes(StandardCharsets.US_ASCII);

  private final LabelLookup labels;
  private final int highest;
  private final Map<FileFacts, Integer> numbers = new HashMap<>();
  private final List<FileFacts> facts = new ArrayList<>();
  private final List<long[]> files = new ArrayList<>();

  /**
   * @param highest the highest number to be given
   */
  public FileGroups(LabelLookup labels, int highest) {
    this.labels = labels;
    this.highest = highest;
  }

  /** The number of the group that a file belongs to; {@link #UNKNOWN} if there are too many. */
  public int groupOf(FilePath path, FileTraits traits) {
    FileFacts wanted = factsOf(path, traits, labels);
    Integer known = numbers.get(wanted);
    if (known == null) {
      if (facts.size() == highest) {
        return UNKNOWN;
      }
      facts.add(wanted);
      files.add(new long[1]);
      known = facts.size();
      numbers.put(wanted, known);
    }
    files.get(known - 1)[0]++;
    return known;
  }

  /** How many groups there are: their numbers go up to this one. */
  public int size() {
    return facts.size();
  }

  /**
   * What the files of a group have in common.
   *
   * @param group from 1
   */
  public FileFacts facts(int group) {
    return facts.get(group - 1);
  }

  /** How many files came for each type that a label may have, at any of their paths. */
  public SortedMap<String, Long> filesByType() {
    SortedMap<String, Long> byType = new TreeMap<>();
    for (int i = 0; i < facts.size(); i++) {
      long count = files.get(i)[0];
      facts.get(i).labels().stream()
          .flatMap(Optional::stream)
          .map(SecurityContext::type)
          .distinct()
          .forEach(type -> byType.merge(type, count, Long::sum));
    }
    return byType;
  }

  /** What is known of a regular file at a path. */
  public static FileFacts factsOf(FilePath path, FileTraits traits, LabelLookup labels) {
    Optional<SecurityContext> label = labels.contextOf(path, FileType.REGULAR);
    Set<ImaHook> readFor = FilePlaces.hooksAt(path);
    byte[] bytes = path.bytes();
    if (isMerged(bytes)) {
      byte[] merged = new byte[USR.length + bytes.length];
      System.arraycopy(USR, 0, merged, 0, USR.length);
      System.arraycopy(bytes, 0, merged, USR.length, bytes.length);
      Optional<SecurityContext> other =
          labels
              .specFor(merged, 0, merged.length, FileType.REGULAR)
              .flatMap(spec -> spec.context());
      if (!other.equals(label)) {
        return new FileFacts(List.of(label, other), traits, readFor);
      }
    }
    return new FileFacts(List.of(label), traits, readFor);
  }

  private static boolean isMerged(byte[] path) {
    for (byte[] folder : MERGED_INTO_USR) {
      if (path.length > folder.length
          && Arrays.equals(path, 0, folder.length, folder, 0, folder.length)) {
        return true;
      }
    }
    return false;
  }
}
