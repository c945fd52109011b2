package io.github.imaallowlist.maven.parameter;

import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.plugin.AbstractMojo;

/**
 * The parameters of a goal, as Maven filled them in: its fields and those it inherits, by name.
 * Maven's own annotation is not there at run time, so a field counts by its type, and one of a type
 * that is neither a value nor Maven's is a bug.
 */
public final class ParameterFields {
  private static final Set<Class<?>> VALUES =
      Set.of(
          String.class, File.class, boolean.class, int.class, Integer.class, List.class, Map.class);

  private ParameterFields() {}

  /** The names of all parameters. */
  public static Set<String> names(Class<?> goal) {
    return fields(goal).keySet();
  }

  /** Whether a parameter is a switch. */
  public static boolean isSwitch(Class<?> goal, String name) {
    return Optional.ofNullable(fields(goal).get(name))
        .filter(field -> field.getType() == boolean.class)
        .isPresent();
  }

  /** All values as text, by name; what is not set is not there. */
  public static SortedMap<String, String> values(AbstractMojo goal) {
    SortedMap<String, String> values = new TreeMap<>();
    fields(goal.getClass())
        .forEach(
            (name, field) ->
                value(goal, field)
                    .ifPresent(
                        value ->
                            values.put(
                                name,
                                value instanceof Map<?, ?> map
                                    ? new TreeMap<>(map).toString()
                                    : value.toString())));
    return values;
  }

  /** The files and folders that parameters name, by the parameter's name. */
  public static SortedMap<String, List<File>> files(AbstractMojo goal) {
    SortedMap<String, List<File>> files = new TreeMap<>();
    fields(goal.getClass())
        .forEach((name, field) -> value(goal, field).ifPresent(value -> put(files, name, value)));
    return files;
  }

  private static void put(SortedMap<String, List<File>> files, String name, Object value) {
    Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
    List<File> named = new ArrayList<>();
    for (Object one : values) {
      if (one instanceof File file) {
        named.add(file);
      }
    }
    if (!named.isEmpty()) {
      files.put(name, List.copyOf(named));
    }
  }

  private static SortedMap<String, Field> fields(Class<?> goal) {
    SortedMap<String, Field> fields = new TreeMap<>();
    for (Class<?> type = goal;
        type != null && AbstractMojo.class.isAssignableFrom(type) && type != AbstractMojo.class;
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (isParameter(field)) {
          fields.put(field.getName(), field);
        }
      }
    }
    return fields;
  }

  private static boolean isParameter(Field field) {
    Class<?> type = field.getType();
    if (Modifier.isStatic(field.getModifiers())
        || field.isSynthetic()
        || type.getName().startsWith("org.apache.maven.")) {
      return false;
    }
    if (!VALUES.contains(type)) {
      throw new IllegalStateException(field + ": no type of a parameter");
    }
    return true;
  }

  private static Optional<Object> value(AbstractMojo goal, Field field) {
    try {
      field.setAccessible(true);
      return Optional.ofNullable(field.get(goal));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
