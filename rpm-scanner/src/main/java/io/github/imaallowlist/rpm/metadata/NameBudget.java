package io.github.imaallowlist.rpm.metadata;

import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Counts the different names in an XML file: the parser keeps each for good, so that a file of ever
 * new names would fill the memory.
 */
final class NameBudget {
  /** Attributes by position whose names are usually those of the element before. */
  private static final int USUAL_ATTRIBUTES = 8;

  private final Set<String> names = new HashSet<>();
  private final @Nullable String[] last = new @Nullable String[USUAL_ATTRIBUTES];
  private @Nullable String lastElement;

  /** Counts the names in the start tag that the reader is at. */
  void addElement(XMLStreamReader reader) {
    String element = reader.getLocalName();
    if (!isSame(element, lastElement)) {
      lastElement = element;
      names.add(element);
    }
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      String attribute = reader.getAttributeLocalName(i);
      if (i >= USUAL_ATTRIBUTES || !isSame(attribute, last[i])) {
        names.add(attribute);
        if (i < USUAL_ATTRIBUTES) {
          last[i] = attribute;
        }
      }
    }
    for (int i = 0; i < reader.getNamespaceCount(); i++) {
      names.add(String.valueOf(reader.getNamespacePrefix(i)));
      names.add(String.valueOf(reader.getNamespaceURI(i)));
    }
  }

  void add(String name) {
    names.add(name);
  }

  boolean isExceeded() {
    return names.size() > MetadataLimits.XML_NAMES;
  }

  /** The parser hands out one string for each name, so that this is enough to save the look-up. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(String name, @Nullable String other) {
    return name == other;
  }
}
