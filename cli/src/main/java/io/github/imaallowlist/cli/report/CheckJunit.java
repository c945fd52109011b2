package io.github.imaallowlist.cli.report;

import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.toolkit.check.CheckResult;
import io.github.imaallowlist.toolkit.check.Clue;
import io.github.imaallowlist.toolkit.check.Deviation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What a check came to as JUnit XML, in the form that Maven Surefire writes and CI servers read: a
 * test that passes for all entries that pass, and one that fails for each deviation.
 */
final class CheckJunit {
  private static final String SUITE = "ima-allowlist check";

  private final XMLStreamWriter xml;

  private CheckJunit(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * @param out not closed
   */
  static void write(CheckResult result, FirstDeviations first, OutputStream out)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, "UTF-8");
      new CheckJunit(xml).write(result, first);
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private void write(CheckResult result, FirstDeviations first) throws XMLStreamException {
    int others = first.others() > 0 ? 1 : 0;
    int failures = first.list().size() + others;
    xml.writeStartDocument("UTF-8", "1.0");
    line();
    xml.writeStartElement("testsuite");
    attribute("name", SUITE);
    attribute("tests", Integer.toString(failures + 1));
    attribute("failures", Integer.toString(failures));
    attribute("errors", "0");
    attribute("skipped", "0");
    line();
    test(
        "%,d entries of %s pass"
            .formatted(
                result.span().last() - result.span().first() + 1 - result.deviations(),
                result.log()));
    xml.writeEndElement();
    line();
    for (Deviation deviation : first.list()) {
      write(deviation);
    }
    if (others > 0) {
      test("others");
      failure("deviation", "%,d further entries deviate".formatted(first.others()), "");
      xml.writeEndElement();
      line();
    }
    xml.writeEndElement();
    line();
    xml.writeEndDocument();
  }

  private void write(Deviation deviation) throws XMLStreamException {
    String name = deviation.name().map(LoggedPath::toString).orElse("without a name");
    test("entry %d: %s".formatted(deviation.number(), name));
    String text =
        deviation.clues().stream().map(Clue::text).collect(Collectors.joining("\n"))
            + deviation.digest().map(FileDigest::toString).map(digest -> "\n" + digest).orElse("")
            + "\n"
            + deviation.remedy();
    failure(deviation.verdict().toString(), "%s: %s".formatted(deviation.verdict(), name), text);
    xml.writeEndElement();
    line();
  }

  private void test(String name) throws XMLStreamException {
    xml.writeStartElement("testcase");
    attribute("classname", SUITE);
    attribute("name", name);
  }

  private void failure(String type, String message, String text) throws XMLStreamException {
    xml.writeStartElement("failure");
    attribute("type", type);
    attribute("message", message);
    xml.writeCharacters(legal(text));
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private void line() throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  /** XML 1.0 has no place for control characters, escaped or not; nor for U+FFFE and U+FFFF. */
  private static String legal(String text) {
    return text.lines()
        .map(Printable::of)
        .collect(Collectors.joining("\n"))
        .replaceAll("[\ufffe\uffff]", "?");
  }
}
