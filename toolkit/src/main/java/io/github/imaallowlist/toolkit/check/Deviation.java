package io.github.imaallowlist.toolkit.check;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.model.FileDigest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An entry that is not accepted.
 *
 * @param number its place in the host's list, counted from 1
 * @param name a path mostly; absent if the entry has none that can be read
 * @param digest absent of a violation, and of an algorithm that is not known
 * @param label the SELinux type that its path has; absent if that is not known
 * @param packages that have the path now, sorted
 * @param clues what explains it, the strongest first
 * @param remedy what to do
 */
public record Deviation(
    long number,
    Verdict verdict,
    Optional<LoggedPath> name,
    Optional<FileDigest> digest,
    Optional<String> label,
    List<String> packages,
    List<Clue> clues,
    String remedy) {
  public Deviation {
    packages = List.copyOf(packages);
    clues = List.copyOf(clues);
  }

  /** Takes deviations one by one, in the order of the log. */
  @FunctionalInterface
  public interface Sink {
    void deviation(Deviation deviation) throws IOException;
  }
}
