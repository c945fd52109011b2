package io.github.imaallowlist.signing.tpm;

import io.github.imaallowlist.model.HashAlgorithm;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Registers of one bank ({@code TPMS_PCR_SELECTION}).
 *
 * @param pcrs their numbers
 */
public record PcrSelection(HashAlgorithm bank, SortedSet<Integer> pcrs) {
  public PcrSelection {
    pcrs = Collections.unmodifiableSortedSet(new TreeSet<>(pcrs));
  }

  /** Such as {@code sha256:10}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(bank.kernelName()).append(':');
    pcrs.forEach(pcr -> text.append(pcr.equals(pcrs.first()) ? "" : ",").append(pcr));
    return text.toString();
  }
}
