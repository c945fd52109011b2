package io.github.imaallowlist.toolkit.explain;

import io.github.imaallowlist.model.FileDigest;
import io.github.imaallowlist.model.FilePath;

/** What is to be explained. */
public sealed interface Question {
  /** A path, as on a host or in its log. */
  record OfPath(FilePath path) implements Question {}

  /** All files of the packages with a content. */
  record OfDigest(FileDigest digest) implements Question {}
}
