package io.github.imaallowlist.rpm.repository;

import java.io.IOException;

/** A source changed while it was read, so that what was read of it may not belong together. */
public final class SourceChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String change;

  /**
   * @param source the source's name, as the user gave it
   * @param change what is different; one line
   */
  public SourceChangedException(String source, String change) {
    super(source + ": changed while it was read: " + change);
    this.source = source;
    this.change = change;
  }

  /**
   * Why a source could not be read: because it changed, or what it looked like. What a new state no
   * longer has is gone, or another thing by the same name.
   */
  public static IOException explaining(IOException failure, PackageSource source) {
    try {
      source.ensureUnchanged();
    } catch (SourceChangedException changed) {
      changed.addSuppressed(failure);
      return changed;
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** The source's name, as the user gave it. */
  public String source() {
    return source;
  }

  /** What is different. */
  public String change() {
    return change;
  }
}
