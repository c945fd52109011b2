package io.github.imaallowlist.selinux.label;

/**
 * Something that libselinux passes over, or that its releases take differently.
 *
 * @param line from 1
 * @param text what it is; one line, without file and line
 */
public record LabelWarning(String file, int line, String text) {
  @Override
  public String toString() {
    return file + ": line " + line + ": " + text;
  }
}
