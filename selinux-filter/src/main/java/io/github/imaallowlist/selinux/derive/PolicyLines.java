package io.github.imaallowlist.selinux.derive;

import io.github.imaallowlist.ima.policy.ImaPolicy;
import io.github.imaallowlist.ima.policy.ImaRule;
import io.github.imaallowlist.ima.policy.PolicyLine;
import java.util.ArrayList;
import java.util.List;

/** Collects the lines of a policy file, with comments wrapped to a width that can be read. */
final class PolicyLines {
  private static final int WIDTH = 98;

  /** The kernel takes a policy that is written to its file by lines of less than a page. */
  private static final int LONGEST_WORD = 1024;

  private final List<PolicyLine> lines = new ArrayList<>();

  /**
   * A comment of one or more lines. What is not ASCII, or could end a line, becomes a question
   * mark.
   */
  void comment(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : printable(text).split(" ", -1)) {
      String part = word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) + "..." : word;
      if (line.length() > 0 && line.length() + 1 + part.length() > WIDTH) {
        lines.add(new PolicyLine.Comment(line.toString()));
        line.setLength(0);
      }
      line.append(' ').append(part);
    }
    lines.add(new PolicyLine.Comment(line.toString()));
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  void rule(ImaRule rule) {
    lines.add(new PolicyLine.Rule(rule));
  }

  void blank() {
    lines.add(new PolicyLine.Blank());
  }

  ImaPolicy policy() {
    return new ImaPolicy(lines);
  }
}
