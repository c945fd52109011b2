package io.github.imaallowlist.toolkit.publish;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import io.github.imaallowlist.error.AllowlistException;
import io.github.imaallowlist.signing.ByteSource;
import io.github.imaallowlist.toolkit.PolicyFile;
import io.github.imaallowlist.toolkit.output.SpoolFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How two lists differ in paths and digests. Both are in order; neither is held in memory. */
final class ListDifference {
  private static final int EXAMPLES = 10;

  private long missing;
  private long surplus;
  private long changed;
  private final List<String> examples = new ArrayList<>();

  private ListDifference() {}

  /**
   * Compares.
   *
   * @param recorded the list that is there
   * @param now the list as it should be
   */
  static ListDifference of(ByteSource recorded, ByteSource now, Path temporary)
      throws IOException, AllowlistException {
    ListDifference difference = new ListDifference();
    try (Entries one = Entries.of(recorded, temporary);
        Entries other = Entries.of(now, temporary)) {
      difference.merge(one, other);
    }
    return difference;
  }

  /** One line each; none if paths and digests are the same. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (missing + surplus + changed > 0) {
      List<String> counts = new ArrayList<>();
      add(counts, missing, "missing from the recorded list");
      add(counts, surplus, "that should not be in it");
      add(counts, changed, "with other digests");
      lines.add("paths: " + String.join(", ", counts));
      lines.addAll(examples);
      long more = missing + surplus + changed - examples.size();
      if (more > 0) {
        lines.add("and %d more".formatted(more));
      }
    }
    return lines;
  }

  private static void add(List<String> counts, long number, String what) {
    if (number > 0) {
      counts.add(number + " " + what);
    }
  }

  private void merge(Entries recorded, Entries now) throws IOException {
    Entry one = recorded.next();
    Entry other = now.next();
    while (one != null || other != null) {
      int order = order(one, other);
      if (order < 0 && one != null) {
        surplus++;
        example("should not be in it", one.path());
      } else if (order > 0 && other != null) {
        missing++;
        example("is missing", other.path());
      } else if (one != null && other != null && !one.digests().equals(other.digests())) {
        changed++;
        example("has other digests", one.path());
      }
      one = order <= 0 ? recorded.next() : one;
      other = order >= 0 ? now.next() : other;
    }
  }

  /** What is at its end comes behind all of the other one. */
  private static int order(@Nullable Entry one, @Nullable Entry other) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return one.path().compareTo(other.path());
  }

  private void example(String what, LoggedPath path) {
    if (examples.size() < EXAMPLES) {
      examples.add("%s: %s".formatted(path, what));
    }
  }

  private record Entry(LoggedPath path, String digests) {}

  /**
   * A list's entries, one after the other: a policy's reader hands them over, and does not wait.
   */
  private static final class Entries implements Closeable {
    private final SpoolFile spool;
    private final DataInputStream in;
    private long left;

    private Entries(SpoolFile spool, long count) {
      this.spool = spool;
      this.in = new DataInputStream(new BufferedInputStream(spool.open(), 1 << 16));
      this.left = count;
    }

    static Entries of(ByteSource list, Path temporary) throws IOException, AllowlistException {
      SpoolFile spool = SpoolFile.create(temporary, "a list to compare");
      long[] count = new long[1];
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(spool.out(), 1 << 16))) {
        PolicyFile.read(
            list,
            entry -> {
              write(entry, out);
              count[0]++;
            });
      } catch (IOException | AllowlistException | RuntimeException e) {
        spool.close();
        throw e;
      }
      return new Entries(spool, count[0]);
    }

    private static void write(AllowlistEntry entry, DataOutputStream out) throws IOException {
      write(entry.path().bytes(), out);
      write(
          entry.digests().stream()
              .map(UnlabelledDigest::hex)
              .collect(Collectors.joining(" "))
              .getBytes(StandardCharsets.US_ASCII),
          out);
    }

    private static void write(byte[] bytes, DataOutputStream out) throws IOException {
      out.writeInt(bytes.length);
      out.write(bytes);
    }

    @Nullable Entry next() throws IOException {
      if (left == 0) {
        return null;
      }
      left--;
      LoggedPath path = LoggedPath.of(in.readNBytes(in.readInt()));
      return new Entry(path, new String(in.readNBytes(in.readInt()), StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
      spool.close();
    }
  }
}
