package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.selinux.analysis.Domains;
import io.github.imaallowlist.selinux.analysis.OccurringTypes;
import io.github.imaallowlist.selinux.analysis.TypeReport;
import io.github.imaallowlist.selinux.policy.SelinuxPolicy;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The types that labels of files may have on the hosts: those that occur, and those that domains
 * create that run there. What is missing here is not named by a rule, no more than that.
 *
 * <p>A domain runs if it is entered by a program whose type occurs. Not asked are
 *
 * <ul>
 *   <li>trusted and unconfined domains: by the rules they create files of any type, and what they
 *       really create are the files of packages, which occur already;
 *   <li>domains that share their program with more than {@link #SHARED_ENTRYPOINT} others, which
 *       says nothing of which of them runs: shells, su, dbus-daemon;
 *   <li>types of files that live on a file system whose reading is not measured anyway: {@code
 *       /run}, and mostly {@code /tmp}.
 * </ul>
 *
 * @param types those types, with what is known of each
 * @param unknown labels that occur and that the policy has no type for: the kernel takes such files
 *     for unlabelled
 */
record LabelUniverse(SortedMap<String, Occurrence> types, SortedSet<String> unknown) {
  /**
   * Of 89 types that occur on a small Debian server 52 are the entrypoint of one to three confined
   * domains, and six of more: ssh, init, su, dbus-daemon, {@code bin_t} and shells. The number is a
   * choice: a higher one names more labels, a lower one leaves more of them to be measured.
   */
  static final int SHARED_ENTRYPOINT = 3;

  /**
   * Attributes of the reference policy for what is kept in {@code /run}, in {@code /tmp} and on
   * another tmpfs, and for file systems as a whole ({@code files.te}, {@code filesystem.te}). Where
   * {@code /tmp} is on a disk, what root reads there is measured.
   */
  static final List<String> PSEUDO_FILE_ATTRIBUTES =
      List.of("pidfile", "lockfile", "tmpfile", "tmpfsfile", "filesystem_type");

  /**
   * @param occurs whether a label was found, or {@code file_contexts} gives it
   * @param files how many have it; 0 if none was counted
   * @param creators running domains that create such files
   */
  record Occurrence(boolean occurs, long files, SortedSet<String> creators) {
    Occurrence {
      creators = Collections.unmodifiableSortedSet(new TreeSet<>(creators));
    }
  }

  LabelUniverse {
    types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    unknown = Collections.unmodifiableSortedSet(new TreeSet<>(unknown));
  }

  static LabelUniverse of(
      SelinuxPolicy policy, Domains domains, List<TypeReport> reports, OccurringTypes occurring) {
    SortedMap<String, Long> files = new TreeMap<>();
    SortedSet<String> unknown = new TreeSet<>();
    occurring
        .files()
        .forEach(
            (name, count) -> {
              String type = policy.aliases().getOrDefault(name, name);
              if (policy.types().contains(type)) {
                files.merge(type, count, Long::sum);
              } else {
                unknown.add(name);
              }
            });

    Set<String> running = running(reports, files.keySet());
    running.removeAll(domains.trusted());
    running.removeAll(domains.unconfined());
    Set<String> elsewhere = onPseudoFileSystems(policy);
    SortedMap<String, Occurrence> types = new TreeMap<>();
    for (TypeReport report : reports) {
      SortedSet<String> creators = new TreeSet<>(report.creators());
      creators.retainAll(running);
      boolean occurs = files.containsKey(report.type());
      if (occurs || (!creators.isEmpty() && !elsewhere.contains(report.type()))) {
        long count = files.getOrDefault(report.type(), 0L);
        types.put(report.type(), new Occurrence(occurs, count, creators));
      }
    }
    files.forEach(
        (type, count) ->
            types.putIfAbsent(type, new Occurrence(true, count, Collections.emptySortedSet())));
    return new LabelUniverse(types, unknown);
  }

  private static Set<String> running(List<TypeReport> reports, Set<String> occurring) {
    SortedSet<String> running = new TreeSet<>();
    for (TypeReport report : reports) {
      if (occurring.contains(report.type()) && report.entrypoints().size() <= SHARED_ENTRYPOINT) {
        running.addAll(report.entrypoints());
      }
    }
    return running;
  }

  private static Set<String> onPseudoFileSystems(SelinuxPolicy policy) {
    SortedSet<String> types = new TreeSet<>();
    for (String attribute : PSEUDO_FILE_ATTRIBUTES) {
      types.addAll(policy.attributes().getOrDefault(attribute, Collections.emptySortedSet()));
    }
    return types;
  }
}
