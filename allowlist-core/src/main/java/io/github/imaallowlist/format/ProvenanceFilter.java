package io.github.imaallowlist.format;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * By what the files of a list were chosen. It is of use only on hosts whose IMA and SELinux policy
 * are these.
 *
 * @param imaPolicy the name of the IMA policy's file, without its folder
 * @param imaPolicySha256 hex digest of the IMA policy
 * @param profile that the IMA policy was derived for in the same run
 * @param selinuxPolicySha256 hex digest of the binary SELinux policy, where one was asked
 * @param counts numbers of paths and bytes that stayed or were left out, by name
 */
public record ProvenanceFilter(
    String imaPolicy,
    String imaPolicySha256,
    Optional<String> profile,
    Optional<String> selinuxPolicySha256,
    SortedMap<String, Long> counts) {
  public ProvenanceFilter {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }
}
