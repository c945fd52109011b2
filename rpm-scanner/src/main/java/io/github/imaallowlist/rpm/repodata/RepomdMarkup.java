package io.github.imaallowlist.rpm.repodata;

import io.github.imaallowlist.error.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the elements directly below the root of an XML file stand in its bytes.
 *
 * <p>The file has been parsed before: it is well-formed, in UTF-8, and has no document type. In
 * such a file each {@code <} starts a piece of markup, and no byte of a character beyond ASCII
 * looks like one of ASCII (XML 1.0, sections 2.4 to 2.7 and 3.1).
 */
final class RepomdMarkup {
  /**
   * One element.
   *
   * @param start of its start tag
   * @param tagEnd behind its start tag
   * @param closing start of its end tag; its {@code end} where it is empty and has none
   * @param end behind its end tag
   */
  record Element(int start, int tagEnd, int closing, int end) {}

  private final String source;
  private final byte[] bytes;
  private final List<Element> children = new ArrayList<>();
  private int depth;
  private int start;
  private int tagEnd;
  private String prefix = "";

  private RepomdMarkup(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /**
   * @param source the file's name, for errors
   * @throws MalformedInputException if tags do not match, which the parser would have said
   */
  static RepomdMarkup of(String source, byte[] bytes) throws MalformedInputException {
    RepomdMarkup markup = new RepomdMarkup(source, bytes);
    markup.scan();
    return markup;
  }

  /** The elements below the root, in their order. */
  List<Element> children() {
    return List.copyOf(children);
  }

  /** What the names of the root's namespace begin with: empty, or a prefix and a colon. */
  String prefix() {
    return prefix;
  }

  private void scan() throws MalformedInputException {
    int position = 0;
    while (position < bytes.length) {
      if (bytes[position] != '<') {
        position++;
      } else if (at(position, "<!--")) {
        position = behind(position + 4, "-->");
      } else if (at(position, "<![CDATA[")) {
        position = behind(position, "]]>");
      } else if (at(position, "<?")) {
        position = behind(position, "?>");
      } else if (at(position, "</")) {
        position = endTag(position);
      } else {
        position = startTag(position);
      }
    }
    if (depth != 0) {
      throw malformed(position, "an element is not closed");
    }
  }

  private int startTag(int position) throws MalformedInputException {
    int end = behindTag(position);
    boolean empty = bytes[end - 2] == '/';
    if (depth == 0) {
      prefix = prefixOf(position + 1);
    } else if (depth == 1 && empty) {
      children.add(new Element(position, end, end, end));
    } else if (depth == 1) {
      start = position;
      tagEnd = end;
    }
    if (!empty) {
      depth++;
    }
    return end;
  }

  private int endTag(int position) throws MalformedInputException {
    int end = behind(position, ">");
    depth--;
    if (depth < 0) {
      throw malformed(position, "an end tag without its start");
    }
    if (depth == 1) {
      children.add(new Element(start, tagEnd, position, end));
    }
    return end;
  }

  /** An attribute's value, in quotes of either kind, may have a {@code >}. */
  private int behindTag(int position) throws MalformedInputException {
    byte quote = 0;
    for (int i = position; i < bytes.length; i++) {
      byte b = bytes[i];
      if (quote != 0) {
        quote = b == quote ? 0 : quote;
      } else if (b == '"' || b == '\'') {
        quote = b;
      } else if (b == '>') {
        return i + 1;
      }
    }
    throw malformed(position, "a tag is not closed");
  }

  private String prefixOf(int name) {
    int end = name;
    while (" \t\r\n/>".indexOf(bytes[end]) < 0) {
      end++;
    }
    String qualified = new String(bytes, name, end - name, StandardCharsets.UTF_8);
    return qualified.substring(0, qualified.indexOf(':') + 1);
  }

  private boolean at(int position, String text) {
    if (position + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int behind(int position, String text) throws MalformedInputException {
    for (int i = position; i < bytes.length; i++) {
      if (at(i, text)) {
        return i + text.length();
      }
    }
    throw malformed(position, "expected '%s' behind this".formatted(text));
  }

  private MalformedInputException malformed(int position, String problem) {
    return new MalformedInputException(source, position, problem);
  }
}
