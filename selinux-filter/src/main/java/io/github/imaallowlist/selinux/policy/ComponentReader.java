package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.MalformedInputException;
import io.github.imaallowlist.selinux.policy.PolicyComponents.PermissionSet;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code seinfo -x} prints: sections with a count, and in them statements after three
 * spaces ({@code seinfo} of setools 4.1 to 4.7). Some statements go on over several lines:
 *
 * <pre>
 * Classes: 134
 *    class dir
 * inherits file
 * {
 *         add_name
 * }
 * Type Attributes: 217
 *    attribute admindomain;
 *         sysadm_t
 * </pre>
 */
final class ComponentReader {
  /** Asks for each {@link Section}, and {@code -x} last, as an option that could take a value. */
  static final List<String> ARGUMENTS =
      List.of("-b", "-c", "--common", "--permissive", "-r", "-t", "-a", "-u", "-x");

  private static final String INDENT = "   ";
  private static final String EMPTY_ATTRIBUTE = "<empty attribute>";
  private static final Pattern HEADER = Pattern.compile("([A-Z][A-Za-z ]*): ([0-9]{1,9})");

  private final OutputLines lines;
  private final PolicyComponents components = new PolicyComponents();
  private final EnumSet<Section> seen = EnumSet.noneOf(Section.class);
  private final TypeStatements types;

  private @Nullable Section section;
  private int announced;
  private int found;

  /** Of the class or common being read. */
  private @Nullable PermissionSet permissions;

  private boolean inBraces;

  /** Of the attribute being read; null after one that is empty. */
  private @Nullable SortedSet<String> members;

  private int memberships;

  private ComponentReader(OutputLines lines) {
    this.lines = lines;
    this.types = new TypeStatements(lines, components);
  }

  private enum Section {
    BOOLEANS("Booleans"),
    CLASSES("Classes"),
    COMMONS("Commons"),
    PERMISSIVE("Permissive Types"),
    ROLES("Roles"),
    TYPES("Types"),
    ATTRIBUTES("Type Attributes"),
    USERS("Users");

    private final String title;

    Section(String title) {
      this.title = title;
    }

    static Optional<Section> of(String title) {
      return Arrays.stream(values()).filter(section -> section.title.equals(title)).findFirst();
    }
  }

  static PolicyComponents read(OutputLines lines) throws IOException {
    ComponentReader reader = new ComponentReader(lines);
    while (lines.next()) {
      reader.line(lines.line());
    }
    reader.endSection();
    reader.requireConsistency();
    return reader.components;
  }

  private void line(String line) throws IOException {
    if (line.startsWith(INDENT) && section != null) {
      endStatement();
      found++;
      if (found > SetoolsLimits.NAMES) {
        throw lines.beyondLimit("more than %d of a kind".formatted(SetoolsLimits.NAMES));
      }
      statement(section, line.substring(INDENT.length()));
    } else if (line.isEmpty()) {
      endStatement();
    } else if (!continues(line)) {
      beginSection(line);
    }
  }

  private void beginSection(String line) throws IOException {
    endSection();
    Matcher header = HEADER.matcher(line);
    Optional<Section> next =
        header.matches() ? Section.of(header.group(1)) : Optional.<Section>empty();
    if (next.isEmpty() || !seen.add(next.get())) {
      throw lines.unexpected("a section of its own");
    }
    section = next.get();
    announced = Integer.parseInt(header.group(2));
    found = 0;
  }

  private void endSection() throws MalformedInputException {
    endStatement();
    if (section != null && found != announced) {
      throw lines.malformed(
          "%s: %d announced, and %d there".formatted(section.title, announced, found));
    }
  }

  private void endStatement() throws MalformedInputException {
    if (inBraces) {
      throw lines.unexpected("a permission or }");
    }
    permissions = null;
    members = null;
  }

  private void statement(Section of, String text) throws IOException {
    switch (of) {
      case BOOLEANS -> types.bool(text);
      case CLASSES -> permissions = permissionSet(components.classes, "class ", text);
      case COMMONS -> permissions = permissionSet(components.commons, "common ", text);
      case PERMISSIVE -> components.permissive.add(types.nameOfType(text));
      case ROLES -> types.named("role ", text, components.roles);
      case TYPES -> types.type(text);
      case ATTRIBUTES -> members = types.attribute(text);
      case USERS -> types.named("user ", text, components.users);
    }
  }

  private PermissionSet permissionSet(Map<String, PermissionSet> sets, String word, String text)
      throws MalformedInputException {
    PermissionSet set = new PermissionSet();
    if (!text.startsWith(word)
        || sets.put(lines.name(text.substring(word.length())), set) != null) {
      throw lines.unexpected("a " + word + "of its own");
    }
    return set;
  }

  /** Whether it is a further line of a statement. */
  private boolean continues(String line) throws IOException {
    if (members != null && line.startsWith("\t")) {
      member(members, line.substring(1));
      return true;
    }
    return permissions != null && continues(permissions, line);
  }

  private boolean continues(PermissionSet set, String line) throws MalformedInputException {
    if (inBraces && line.startsWith("\t")) {
      return set.own.add(lines.name(line.substring(1)));
    }
    if (line.equals(inBraces ? "}" : "{")) {
      inBraces = !inBraces;
      return true;
    }
    String inherits = "inherits ";
    if (!inBraces && line.startsWith(inherits) && set.inherits.isEmpty()) {
      set.inherits = Optional.of(lines.name(line.substring(inherits.length())));
      return true;
    }
    return false;
  }

  private void member(SortedSet<String> of, String name) throws IOException {
    memberships++;
    if (memberships > SetoolsLimits.MEMBERSHIPS) {
      throw lines.beyondLimit(
          "more than %d types of attributes".formatted(SetoolsLimits.MEMBERSHIPS));
    }
    if (name.equals(EMPTY_ATTRIBUTE) && of.isEmpty()) {
      members = null;
    } else if (!of.add(lines.name(name))) {
      throw lines.unexpected("a type that was not there yet");
    }
  }

  /** What is said twice is said alike, and what is named is there. */
  private void requireConsistency() throws MalformedInputException {
    if (seen.size() != Section.values().length) {
      List<String> missing =
          EnumSet.complementOf(seen).stream().map(section -> section.title).toList();
      throw lines.malformed("the output ends without " + missing);
    }
    SortedMap<String, SortedSet<String>> attributes = new TreeMap<>(components.attributes);
    attributes.values().removeIf(Set::isEmpty);
    if (!types.attributesOfTypes().equals(attributes)) {
      throw lines.malformed("types have other attributes than attributes have types");
    }
    if (!components.types.containsAll(components.permissive)) {
      throw lines.malformed("a permissive type that is none of the types");
    }
    if (!Collections.disjoint(components.types, components.attributes.keySet())
        || !Collections.disjoint(components.aliases.keySet(), components.types)
        || !Collections.disjoint(components.aliases.keySet(), components.attributes.keySet())) {
      throw lines.malformed("one name for two of a type, an alias and an attribute");
    }
    for (PermissionSet set : components.classes.values()) {
      if (set.inherits.isPresent() && !components.commons.containsKey(set.inherits.get())) {
        throw lines.malformed("a class inherits what is none of the commons");
      }
    }
  }
}
