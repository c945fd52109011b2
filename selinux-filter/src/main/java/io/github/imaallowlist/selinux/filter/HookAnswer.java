package io.github.imaallowlist.selinux.filter;

/** Whether an IMA hook measures a file, from the least reason for it to the most. */
public enum HookAnswer {
  /** Nothing says that the file ever comes there: to be executed it needs an x bit, and so on. */
  NOT_REACHED,
  /** The file may come there, and no rule measures it then. */
  NO_RULE,
  /** The file may come there, and a {@code dont_measure} rule keeps it from being measured. */
  DONT_MEASURE,
  /** The file may come there, and is measured, or is depending on what is not known. */
  MEASURES
}
