package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.MalformedInputException;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Statements as {@code seinfo -x} shows them, those of one line. */
final class TypeStatements {
  private static final String TYPE = "type ";
  private static final String ALIAS = " alias ";
  private static final String ATTRIBUTE = "attribute ";
  private static final String BOOL = "bool ";

  private final OutputLines lines;
  private final PolicyComponents components;
  private final SortedMap<String, SortedSet<String>> attributesOfTypes = new TreeMap<>();

  TypeStatements(OutputLines lines, PolicyComponents components) {
    this.lines = lines;
    this.components = components;
  }

  /** The attributes that types have, and the types that have them. */
  SortedMap<String, SortedSet<String>> attributesOfTypes() {
    return attributesOfTypes;
  }

  /** {@code type NAME;}, {@code type NAME alias OTHER, ATTRIBUTE, ATTRIBUTE;} */
  void type(String text) throws MalformedInputException {
    String[] parts = body(text, TYPE).split(", ", -1);
    String type = lines.name(beforeAlias(parts[0]));
    if (!components.types.add(type)) {
      throw lines.unexpected("a type that was not there yet");
    }
    aliases(parts[0], type);
    for (int i = 1; i < parts.length; i++) {
      Set<String> members =
          attributesOfTypes.computeIfAbsent(lines.name(parts[i]), name -> new TreeSet<>());
      if (!members.add(type)) {
        throw lines.unexpected("an attribute once only");
      }
    }
  }

  /** Of such a statement the type. */
  String nameOfType(String text) throws MalformedInputException {
    return lines.name(beforeAlias(body(text, TYPE).split(", ", 2)[0]));
  }

  private static String beforeAlias(String text) {
    int alias = text.indexOf(ALIAS);
    return alias < 0 ? text : text.substring(0, alias);
  }

  /** One alias, or several in braces. */
  private void aliases(String text, String type) throws MalformedInputException {
    int at = text.indexOf(ALIAS);
    if (at < 0) {
      return;
    }
    String aliases = text.substring(at + ALIAS.length());
    for (String alias : lines.list(aliases)) {
      if (components.aliases.put(lines.name(alias), type) != null) {
        throw lines.unexpected("an alias that was not there yet");
      }
    }
  }

  /**
   * {@code attribute NAME;}
   *
   * @return where its types belong
   */
  SortedSet<String> attribute(String text) throws MalformedInputException {
    SortedSet<String> members = new TreeSet<>();
    if (components.attributes.put(lines.name(body(text, ATTRIBUTE)), members) != null) {
      throw lines.unexpected("an attribute that was not there yet");
    }
    return members;
  }

  /** {@code bool NAME true;} */
  void bool(String text) throws MalformedInputException {
    String[] words = body(text, BOOL).split(" ", -1);
    boolean on = words.length == 2 && words[1].equals("true");
    if (words.length != 2
        || !(on || words[1].equals("false"))
        || components.booleans.put(lines.name(words[0]), on) != null) {
      throw lines.unexpected("a boolean of its own, true or false");
    }
  }

  /** {@code user NAME roles ...;}, {@code role NAME types ...;} */
  void named(String word, String text, Set<String> names) throws MalformedInputException {
    if (!names.add(lines.name(body(text, word).split(" ", 2)[0]))) {
      throw lines.unexpected("a " + word + "that was not there yet");
    }
  }

  private String body(String text, String word) throws MalformedInputException {
    if (!text.startsWith(word) || !text.endsWith(";")) {
      throw lines.unexpected("a statement `" + word + "...;`");
    }
    return text.substring(word.length(), text.length() - 1);
  }
}
