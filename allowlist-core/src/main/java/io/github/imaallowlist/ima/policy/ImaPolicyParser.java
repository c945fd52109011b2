package io.github.imaallowlist.ima.policy;

import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads policy files. What the kernel would refuse to load by its path is an error here, as far as
 * that shows without an SELinux policy: a policy that no host has says nothing about hosts.
 */
public final class ImaPolicyParser {
  private static final char BOM = '\ufeff';

  private ImaPolicyParser() {}

  /**
   * Parses a policy, within {@link PolicyLimits}.
   *
   * @param source the file's name for messages
   * @param in left open
   * @throws MalformedInputException for what the kernel refuses; names the line
   */
  public static ParsedPolicy parse(String source, InputStream in) throws IOException {
    PolicyText text = new PolicyText(source, in);
    List<PolicyLine> lines = new ArrayList<>();
    List<Integer> ruleLines = new ArrayList<>();
    for (Optional<PolicyText.Line> next = text.next(); next.isPresent(); next = text.next()) {
      PolicyText.Line line = next.get();
      PolicyLine parsed = parse(source, line);
      lines.add(parsed);
      if (parsed instanceof PolicyLine.Rule) {
        if (ruleLines.size() == PolicyLimits.RULES) {
          throw new LimitExceededException(
              source, line.offset(), "more than " + PolicyLimits.RULES + " rules");
        }
        ruleLines.add(line.number());
      }
      if (!line.ended()) {
        throw malformed(source, line, "the last line has no newline at its end");
      }
    }
    if (ruleLines.isEmpty()) {
      throw new MalformedInputException(source, text.bytesRead(), "an IMA policy without a rule");
    }
    return new ParsedPolicy(new ImaPolicy(lines), ruleLines);
  }

  private static PolicyLine parse(String source, PolicyText.Line line)
      throws MalformedInputException {
    if (line.text().indexOf(0) >= 0) {
      throw malformed(source, line, "a NUL byte");
    }
    if (line.isBlank()) {
      return new PolicyLine.Blank();
    }
    if (line.isComment()) {
      // The kernel does not look into a comment: it may end as lines do elsewhere.
      return new PolicyLine.Comment(line.start().substring(1).replace("\r", ""));
    }
    if (line.text().indexOf('\r') >= 0) {
      throw malformed(source, line, "a carriage return; lines end with a line feed alone");
    }
    if (line.number() == 1 && line.text().charAt(0) == BOM) {
      throw malformed(source, line, "a byte order mark");
    }
    RuleReading reading = RuleReader.read(line.text());
    for (RuleProblem problem : reading.problems()) {
      if (problem.refused()) {
        throw malformed(source, line, problem.problem() + "; " + problem.remedy());
      }
    }
    return new PolicyLine.Rule(reading.rule().orElseThrow());
  }

  private static MalformedInputException malformed(
      String source, PolicyText.Line line, String problem) {
    return new MalformedInputException(
        source, line.offset(), "line " + line.number() + ": " + problem);
  }
}
