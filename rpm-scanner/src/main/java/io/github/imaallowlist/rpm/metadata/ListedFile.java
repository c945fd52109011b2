package io.github.imaallowlist.rpm.metadata;

import java.util.Optional;

/**
 * A file of a package in {@code filelists-ext.xml}.
 *
 * @param path as the metadata has it: text, so that a name that is not UTF-8 has been taken for ISO
 *     8859-1, and cannot be told from one that is
 * @param hash the header's digest, in hexadecimal
 */
public record ListedFile(String path, Kind kind, Optional<String> hash) {
  /** As far as the metadata tells kinds apart ({@code cr_package_from_header} in createrepo_c). */
  public enum Kind {
    /** Anything that is neither of the others: a regular file, a symbolic link, a device. */
    OTHER,
    FOLDER,
    GHOST
  }
}
