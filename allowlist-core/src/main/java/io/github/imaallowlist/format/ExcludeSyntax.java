package io.github.imaallowlist.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the syntax of {@link ExcludePattern}, and works out how short a match may be and in how
 * many ways the matcher may have to try.
 *
 * <p>Python's matcher tries every way to divide a text among the repeats of a pattern. A repeat of
 * one set of characters has a single way if the character after it is not in the set, as in {@code
 * [^/]*\/}; another has as many as the text has characters. Ways multiply along a sequence and add
 * up over alternatives, and a group that is repeated must have a single one.
 */
final class ExcludeSyntax {
  /** Two repeats to anywhere in the longest path, and a little more. */
  private static final long MAX_WAYS = 1L << 26;

  private static final long WAYS_OF_UNBOUNDED = 4096;
  private static final int MAX_DEPTH = 20;

  private final PatternText text;
  private int depth;

  private ExcludeSyntax(PatternText text) {
    this.text = text;
  }

  /**
   * What a part of a pattern can match.
   *
   * @param minLength in characters
   * @param ways that the matcher may have to try
   */
  record Shape(long minLength, long ways) {}

  /**
   * One part of a sequence.
   *
   * @param set what it matches if it matches one character at a time, else the empty set
   * @param once what it matches without its quantifier
   * @param start where it is in the pattern
   */
  private record Item(CharacterSet set, Shape once, Quantifier quantifier, int start) {
    boolean isOneSet() {
      return !set.equals(CharacterSet.NONE);
    }
  }

  /**
   * @throws IllegalArgumentException if the pattern is not in the syntax, or too costly
   */
  static Shape shapeOf(String pattern) {
    PatternText text = new PatternText(pattern);
    Shape shape = new ExcludeSyntax(text).alternatives();
    if (!text.atEnd()) {
      throw text.flaw("a ')' without its '('");
    }
    return shape;
  }

  private Shape alternatives() {
    Shape shape = sequence();
    while (text.take('|')) {
      Shape other = sequence();
      shape =
          new Shape(Math.min(shape.minLength, other.minLength), bounded(shape.ways + other.ways));
    }
    return shape;
  }

  private Shape sequence() {
    text.take('^');
    List<Item> items = new ArrayList<>();
    while (!text.atEnd() && !text.isNext('|') && !text.isNext(')')) {
      if (text.take('$')) {
        if (!text.atEnd() && !text.isNext('|') && !text.isNext(')')) {
          throw text.flaw("a '$' that is not last; write '\\$' for the character");
        }
      } else {
        items.add(item());
      }
    }
    long minLength = 0;
    long ways = 1;
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      minLength += item.quantifier.min() * item.once.minLength;
      ways = bounded(ways * waysOf(item, i + 1 < items.size() ? items.get(i + 1) : null));
    }
    return new Shape(minLength, ways);
  }

  private long waysOf(Item item, @Nullable Item next) {
    Quantifier quantifier = item.quantifier;
    if (quantifier.isOnce()) {
      return item.once.ways;
    }
    if (item.once.minLength == 0) {
      throw text.flawAt(item.start, "a repeat of something that may be empty");
    }
    if (quantifier.max() > 1 && item.once.ways > 1) {
      throw text.flawAt(
          item.start,
          "a repeated group that can match the same text in several ways;"
              + " matching could take for ever");
    }
    boolean decided =
        item.isOneSet()
            && next != null
            && next.isOneSet()
            && next.quantifier.min() > 0
            && item.set.isDisjointFrom(next.set);
    return decided ? 1 : bounded(item.once.ways * quantifier.ways(WAYS_OF_UNBOUNDED));
  }

  private Item item() {
    int start = text.position();
    if (text.take('(')) {
      Shape shape = group(start);
      return new Item(CharacterSet.NONE, shape, Quantifier.parse(text), start);
    }
    CharacterSet set = PatternSets.parse(text);
    return new Item(set, new Shape(1, 1), Quantifier.parse(text), start);
  }

  private Shape group(int start) {
    if (text.take('?') && !text.take(':')) {
      throw text.flawAt(start, "only plain groups '(...)' and '(?:...)' are taken");
    }
    if (++depth > MAX_DEPTH) {
      throw text.flawAt(start, "groups nested more than " + MAX_DEPTH + " deep");
    }
    Shape shape = alternatives();
    depth--;
    if (!text.take(')')) {
      throw text.flawAt(start, "a '(' without its ')'");
    }
    return shape;
  }

  private long bounded(long ways) {
    if (ways > MAX_WAYS) {
      throw text.flaw(
          "too many repeats like '.*' up to here; matching could take for ever."
              + " Use '[^/]*' followed by '/', or several patterns");
    }
    return ways;
  }
}
