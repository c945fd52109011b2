package io.github.imaallowlist.selinux.regex;

import io.github.imaallowlist.selinux.regex.RegexException.Reason;
import io.github.imaallowlist.selinux.regex.RegexNode.Choice;
import io.github.imaallowlist.selinux.regex.RegexNode.OneOf;
import io.github.imaallowlist.selinux.regex.RegexNode.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a regex as libselinux does, which puts {@code ^} before and {@code $} behind it and then
 * searches ({@code label_file.h}, compile_regex).
 *
 * <p>So an alternative that is in no group is bound at the start only if it is the first, and at
 * the end only if it is the last. That {@code $} also holds before a newline at the text's end is
 * not seen to here.
 */
final class RegexParser {
  private final RegexText text;
  private int depth;

  private RegexParser(RegexText text) {
    this.text = text;
  }

  /**
   * A regex as a tree.
   *
   * @param node matches whole texts
   * @param openEnds whether an alternative is not bound at both ends
   */
  record Parsed(RegexNode node, boolean openEnds) {}

  static Parsed parse(String regex) throws RegexException {
    return new RegexParser(new RegexText(regex)).anchored();
  }

  private Parsed anchored() throws RegexException {
    List<RegexNode> alternatives = new ArrayList<>();
    boolean openEnds = false;
    boolean first = true;
    boolean last;
    do {
      boolean openStart = !takeAll("^") && !first;
      RegexNode part = sequence();
      boolean bound = takeAll("$");
      last = !text.take("|");
      boolean openEnd = !bound && !last;
      alternatives.add(open(part, openStart, openEnd));
      openEnds |= openStart || openEnd;
      first = false;
    } while (!last);
    if (text.isNext(')')) {
      throw text.malformed("a closing parenthesis too many");
    }
    if (!text.atEnd()) {
      throw text.unsupported("$ before the end of an alternative");
    }
    return new Parsed(only(alternatives), openEnds);
  }

  /** Whether at least one came; more do no more. */
  private boolean takeAll(String anchor) {
    boolean any = false;
    while (text.take(anchor)) {
      any = true;
    }
    return any;
  }

  private static RegexNode open(RegexNode part, boolean atStart, boolean atEnd) {
    List<RegexNode> parts = new ArrayList<>();
    if (atStart) {
      parts.add(RegexNode.ANYTHING);
    }
    parts.add(part);
    if (atEnd) {
      parts.add(RegexNode.ANYTHING);
    }
    return parts.size() == 1 ? part : new Sequence(parts);
  }

  private static RegexNode only(List<RegexNode> alternatives) {
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  /** Up to the end of an alternative. */
  private RegexNode sequence() throws RegexException {
    List<RegexNode> parts = new ArrayList<>();
    while (!text.atEnd() && !text.isNextOneOf("|)$")) {
      parts.add(RegexRepeat.parse(text, atom()));
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }

  private RegexNode atom() throws RegexException {
    if (RegexRepeat.isNext(text)) {
      throw text.malformed("a repeat of nothing");
    }
    char c = text.next();
    return switch (c) {
      case '.' -> new OneOf(ByteSet.ALL);
      case '[' -> new OneOf(BracketClass.parse(text));
      case '\\' -> new OneOf(Escape.parse(text));
      case '(' -> group();
      case '^' -> throw text.unsupported("^ behind the start of an alternative");
      default -> new OneOf(ByteSet.of(c));
    };
  }

  private RegexNode group() throws RegexException {
    if (!text.take("?:") && text.isNextOneOf("?*")) {
      throw text.unsupported("a group that is more than '(' or '(?:', such as lookaround");
    }
    if (++depth > RegexLimits.NESTING) {
      throw new RegexException(
          Reason.LIMIT, "the regex has more than %d groups in groups".formatted(depth - 1));
    }
    List<RegexNode> alternatives = new ArrayList<>();
    do {
      alternatives.add(sequence());
    } while (text.take("|"));
    if (text.isNext('$')) {
      throw text.unsupported("$ in a group");
    }
    if (!text.take(")")) {
      throw text.malformed("a group without its closing parenthesis");
    }
    depth--;
    return only(alternatives);
  }
}
