package io.github.imaallowlist.format;

/** A pattern's characters, read from left to right, and complaints about them. */
final class PatternText {
  private final String pattern;
  private final int[] characters;
  private int position;

  PatternText(String pattern) {
    this.pattern = pattern;
    this.characters = pattern.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (c < ' ' || c == 0x7f || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        throw flawAt(i, "a control character or half a character");
      }
    }
  }

  boolean atEnd() {
    return position == characters.length;
  }

  /** The index of the next character. */
  int position() {
    return position;
  }

  int peek() {
    return characters[position];
  }

  int next() {
    return characters[position++];
  }

  boolean isNext(char wanted) {
    return !atEnd() && characters[position] == wanted;
  }

  /** Whether the next two characters are both that one. */
  boolean isNextTwice(int wanted) {
    return position + 1 < characters.length
        && characters[position] == wanted
        && characters[position + 1] == wanted;
  }

  /** Goes past the next character if it is that one. */
  boolean take(char wanted) {
    if (isNext(wanted)) {
      position++;
      return true;
    }
    return false;
  }

  IllegalArgumentException flaw(String problem) {
    return flawAt(position, problem);
  }

  IllegalArgumentException flawAt(int index, String problem) {
    return new IllegalArgumentException(
        "exclude pattern '%s': at character %d: %s".formatted(pattern, index + 1, problem));
  }
}
