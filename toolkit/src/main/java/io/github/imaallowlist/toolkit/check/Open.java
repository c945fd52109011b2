package io.github.imaallowlist.toolkit.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The entries whose digests the list does not have, with what became of them; compact. */
@SuppressWarnings("EnumOrdinal") // the numbers do not leave the memory
final class Open {
  private static final Verdict[] VERDICTS = Verdict.values();

  /** Of so many entries it is kept what they say themselves. */
  private static final int MAX_CLUES = 100_000;

  private int[] indexes = new int[64];
  private byte[] verdicts = new byte[64];
  private final Map<Integer, Clue> clues = new HashMap<>();
  private int count;

  /**
   * @param index of the entry in the log, from 0; ascending
   */
  void add(int index, Judged judged) {
    if (count == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * count);
      verdicts = Arrays.copyOf(verdicts, 2 * count);
    }
    if (judged.clue().isPresent() && clues.size() < MAX_CLUES) {
      clues.put(count, judged.clue().get());
    }
    indexes[count] = index;
    verdicts[count++] = (byte) judged.verdict().ordinal();
  }

  int size() {
    return count;
  }

  /** The place in the log of one of them. */
  int index(int which) {
    return indexes[which];
  }

  Verdict verdict(int which) {
    return VERDICTS[verdicts[which]];
  }

  Optional<Clue> clue(int which) {
    return Optional.ofNullable(clues.get(which));
  }
}
