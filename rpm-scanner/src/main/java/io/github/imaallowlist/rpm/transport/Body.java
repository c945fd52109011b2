package io.github.imaallowlist.rpm.transport;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer's body is, judged by its header before a byte of it is read.
 *
 * @param skip how many of its bytes come before the wanted ones, because the server ignored the
 *     range
 * @param size of the whole resource, where known
 */
record Body(Answer answer, long skip, OptionalLong size) {
  /** Which ending of a file's name goes with which coding, so that the coding is the file's own. */
  private static final Map<String, String> CODED_FILES =
      Map.of(
          "gzip", ".gz",
          "x-gzip", ".gz",
          "bzip2", ".bz2",
          "x-bzip2", ".bz2",
          "xz", ".xz",
          "x-xz", ".xz",
          "zstd", ".zst");

  /**
   * @param first offset of the first byte that is wanted
   * @param last offset of the last, where known
   * @param expectedSize of the whole resource
   * @throws AttemptFailedException if it does not have the bytes that were asked for
   */
  static Body of(Answer answer, long first, OptionalLong last, OptionalLong expectedSize)
      throws AttemptFailedException {
    checkCoding(answer);
    Body body =
        answer.status() == 206
            ? part(answer, first, last)
            : new Body(answer, first, answer.length());
    if (expectedSize.isPresent() && body.size.isPresent() && !expectedSize.equals(body.size)) {
      throw AttemptFailedException.changed(
          "has %d bytes, not the %d expected"
              .formatted(body.size.getAsLong(), expectedSize.getAsLong()));
    }
    if (last.isPresent() && body.size.isPresent() && last.getAsLong() >= body.size.getAsLong()) {
      throw AttemptFailedException.changed(
          "has %d bytes, and byte %d is wanted".formatted(body.size.getAsLong(), last.getAsLong()));
    }
    if (!answer.marksItsEnd() && expectedSize.isEmpty()) {
      throw AttemptFailedException.protocol(
          "the answer does not say where it ends, and may be cut short", null);
    }
    return new Body(answer, body.skip, body.size.isPresent() ? body.size : expectedSize);
  }

  private static Body part(Answer answer, long first, OptionalLong last)
      throws AttemptFailedException {
    Optional<String> text = answer.header("Content-Range");
    ContentRange range = text.flatMap(ContentRange::parse).orElse(null);
    if (range == null) {
      throw AttemptFailedException.protocol(
          "a partial answer without a valid Content-Range: " + Shown.text(text.orElse("none")),
          null);
    }
    // A resource that is shorter than the range ends it early; the caller looks at its size.
    long lastThere = range.size().orElse(Long.MAX_VALUE) - 1;
    long lastDue = Math.min(last.orElse(range.range().last()), lastThere);
    boolean toTheEnd = last.isPresent() || range.size().isEmpty() || lastDue == lastThere;
    if (range.range().first() != first || range.range().last() != lastDue || !toTheEnd) {
      throw AttemptFailedException.protocol(
          "bytes %d-%s were asked for, and %s came"
              .formatted(
                  first,
                  last.isPresent() ? Long.toString(last.getAsLong()) : "",
                  Shown.text(text.orElse(""))),
          null);
    }
    if (answer.length().isPresent() && answer.length().getAsLong() != range.range().length()) {
      throw AttemptFailedException.protocol(
          "a Content-Length of %d bytes and a Content-Range of %d"
              .formatted(answer.length().getAsLong(), range.range().length()),
          null);
    }
    return new Body(answer, 0, range.size());
  }

  /**
   * None was allowed. But servers set up by file name call a {@code .gz} file gzip-coded and send
   * it as it is, which is what is wanted (curl and librepo take it so, too).
   */
  private static void checkCoding(Answer answer) throws AttemptFailedException {
    String coding = answer.header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
    String ending = CODED_FILES.get(coding);
    boolean own = ending != null && answer.location().endsWith(ending);
    if (!coding.equals("identity") && !own) {
      throw AttemptFailedException.protocol(
          "the answer is coded, though that was not allowed: " + Shown.text(coding), null);
    }
  }
}
