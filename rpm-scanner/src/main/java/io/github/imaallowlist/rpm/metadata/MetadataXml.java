package io.github.imaallowlist.rpm.metadata;

import static io.github.imaallowlist.error.InputException.NO_OFFSET;

import io.github.imaallowlist.error.ChecksumException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.error.UnsupportedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A cursor over the elements of an XML file that somebody else wrote.
 *
 * <p>The file is UTF-8 without a document type, so that nothing can be expanded or fetched. Depth,
 * length of one piece of markup and number of names are limited, so that memory is. Errors name the
 * file, and line and column of its XML.
 *
 * <p>For each element that {@link #nextChild()} enters, the caller reads its {@link #text()}, its
 * children, or calls {@link #skip()}.
 */
final class MetadataXml implements AutoCloseable {
  private static final int EXCERPT_LENGTH = 60;

  private final String source;
  private final MarkupGuard guard;
  private final XMLStreamReader reader;
  private final NameBudget names = new NameBudget();
  private int depth;

  MetadataXml(String source, InputStream in) throws IOException {
    this.source = source;
    this.guard = new MarkupGuard(source, in);
    try {
      // Given an encoding, the parser takes no other one from the file.
      this.reader = HardenedFactory.INSTANCE.createXMLStreamReader(guard, "UTF-8");
    } catch (XMLStreamException e) {
      throw translated(e, source, e.getLocation());
    }
    String declared = reader.getCharacterEncodingScheme();
    if (declared != null && !declared.equalsIgnoreCase("UTF-8")) {
      throw new UnsupportedInputException(
          source, NO_OFFSET, "its XML says that it is in %s, not UTF-8".formatted(declared));
    }
  }

  /**
   * Enters the root element.
   *
   * @throws MalformedInputException if it is another one
   */
  void root(String namespace, String name) throws IOException {
    boolean found = nextChild();
    if (!found || !isElement(namespace, name)) {
      throw malformed("expected the root element to be <%s> of %s".formatted(name, namespace));
    }
  }

  /** Enters the next child of the current element; false, and out of it, if there is none left. */
  boolean nextChild() throws IOException {
    while (true) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return false;
        }
        case XMLStreamConstants.END_DOCUMENT -> {
          return false;
        }
        default -> {}
      }
    }
  }

  /** Leaves the current element, whatever is in it. */
  void skip() throws IOException {
    int outside = depth - 1;
    while (depth > outside) {
      int event = next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        enter();
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  /**
   * All that the current element says: names, namespaces, attributes and text, of all in it; leaves
   * the element. NUL, which XML cannot have, is before each part, so that two elements below the
   * same parent have the same text only where they say the same.
   */
  String wholeText() throws IOException {
    int outside = depth - 1;
    StringBuilder text = new StringBuilder();
    appendTag(text);
    while (depth > outside) {
      switch (next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          enter();
          appendTag(text);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          text.append("\0/");
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        default -> {}
      }
    }
    return text.toString();
  }

  /** Prefixes with what declares them, not the namespaces: one may be long, and in use often. */
  private void appendTag(StringBuilder text) {
    text.append("\0<").append(reader.getPrefix()).append('\0').append(reader.getLocalName());
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      text.append("\0:").append(reader.getNamespacePrefix(i));
      text.append('\0').append(reader.getNamespaceURI(i));
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      text.append("\0@").append(reader.getAttributePrefix(i));
      text.append('\0').append(reader.getAttributeLocalName(i));
      text.append('\0').append(reader.getAttributeValue(i));
    }
    text.append("\0>");
  }

  /** The current element's text without white space around it; leaves the element. */
  String text() throws IOException {
    return verbatimText().strip();
  }

  /** The current element's text; leaves the element. */
  String verbatimText() throws IOException {
    String element = name();
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          requireShort(element, text.length() + reader.getTextLength());
          text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          return text.toString();
        }
        case XMLStreamConstants.START_ELEMENT ->
            throw malformed("expected text only in <%s>".formatted(element));
        default -> {}
      }
    }
  }

  /** Reads to the end of the file, where nothing but comments may be left. */
  void end() throws IOException {
    while (reader.getEventType() != XMLStreamConstants.END_DOCUMENT) {
      next();
    }
  }

  /** The current element's local name. */
  String name() {
    return reader.getLocalName();
  }

  boolean isElement(String namespace, String name) {
    return name.equals(reader.getLocalName()) && isIn(namespace);
  }

  /** Whether the current element is of a namespace. */
  boolean isIn(String namespace) {
    return namespace.equals(reader.getNamespaceURI());
  }

  /** An attribute without a namespace. */
  Optional<String> attribute(String name) throws IOException {
    return attribute("", name);
  }

  /** An attribute of a namespace; the empty one is that of attributes without a prefix. */
  Optional<String> attribute(String namespace, String name) throws IOException {
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String actual = reader.getAttributeNamespace(i);
      if (name.equals(reader.getAttributeLocalName(i))
          && namespace.equals(actual == null ? "" : actual)) {
        String value = reader.getAttributeValue(i);
        requireShort(name, value.length());
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /**
   * @throws MalformedInputException if the current element has no such attribute
   */
  String requiredAttribute(String name) throws IOException {
    Optional<String> value = attribute(name);
    if (value.isEmpty()) {
      throw malformed("expected an attribute '%s' in <%s>".formatted(name, name()));
    }
    return value.get();
  }

  /** A whole number from 0 on; {@code what} names it in the error. */
  long number(String what, String text) throws IOException {
    boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 18) {
      throw malformed("expected a whole number as %s, not '%s'".formatted(what, excerpt(text)));
    }
    return Long.parseLong(text);
  }

  MalformedInputException malformed(String problem) {
    return new MalformedInputException(source, NO_OFFSET, at(reader.getLocation()) + problem);
  }

  UnsupportedInputException unsupported(String problem) {
    return new UnsupportedInputException(source, NO_OFFSET, at(reader.getLocation()) + problem);
  }

  ChecksumException unproven(String problem) {
    return new ChecksumException(source, NO_OFFSET, at(reader.getLocation()) + problem);
  }

  LimitExceededException tooMuch(String problem) {
    return new LimitExceededException(source, NO_OFFSET, at(reader.getLocation()) + problem);
  }

  /** A text as an error can show it: not long, and nothing in it that steers a terminal. */
  static String excerpt(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(EXCERPT_LENGTH)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return text.codePointCount(0, text.length()) > EXCERPT_LENGTH ? shown + "…" : shown.toString();
  }

  private void enter() throws IOException {
    depth++;
    if (depth > MetadataLimits.XML_DEPTH) {
      throw tooMuch("elements nest deeper than %d".formatted(MetadataLimits.XML_DEPTH));
    }
    names.addElement(reader);
    requireFewNames();
  }

  private void requireFewNames() throws IOException {
    if (names.isExceeded()) {
      throw tooMuch(
          "there are more than %d different names in it".formatted(MetadataLimits.XML_NAMES));
    }
  }

  private void requireShort(String what, int length) throws IOException {
    if (length > MetadataLimits.VALUE_CHARACTERS) {
      throw tooMuch(
          "'%s' has more than %d characters"
              .formatted(excerpt(what), MetadataLimits.VALUE_CHARACTERS));
    }
  }

  private int next() throws IOException {
    int event;
    try {
      guard.nextPiece();
      event = reader.next();
    } catch (XMLStreamException e) {
      throw translated(e, source, e.getLocation());
    }
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw malformed("a document type (DTD) and entities are not allowed");
    }
    if (event == XMLStreamConstants.PROCESSING_INSTRUCTION) {
      names.add(reader.getPITarget());
      requireFewNames();
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IOException(source + ": cannot be closed", e);
    }
  }

  /** The parser wraps what its input threw; what it did not is about the XML itself. */
  private static IOException translated(XMLStreamException e, String source, Location location) {
    Throwable cause = e.getNestedException() == null ? e.getCause() : e.getNestedException();
    if (cause instanceof InputException input) {
      return input;
    }
    if (cause instanceof IOException io) {
      return io;
    }
    return new MalformedInputException(source, NO_OFFSET, at(location) + firstLineOf(e), e);
  }

  /** Without the location, which the parser puts in lines of its own. */
  private static String firstLineOf(XMLStreamException e) {
    String message = String.valueOf(e.getMessage());
    int marker = message.indexOf("Message: ");
    return excerpt(marker < 0 ? message : message.substring(marker + "Message: ".length()));
  }

  /** Once all is read, the parser no longer knows where it is. */
  private static String at(Location location) {
    return location == null || location.getLineNumber() < 0
        ? "in its XML: "
        : "at line %d, column %d of its XML: "
            .formatted(location.getLineNumber(), location.getColumnNumber());
  }

  /** Made when the first file is read: loading the parser takes a noticeable time. */
  private static final class HardenedFactory {
    static final XMLInputFactory INSTANCE = create();

    private static XMLInputFactory create() {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty("javax.xml.stream.isCoalescing", false);
      factory.setProperty("http://javax.xml.XMLConstants/property/accessExternalDTD", "");
      factory.setXMLResolver(
          (publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are not allowed");
          });
      return factory;
    }
  }
}
