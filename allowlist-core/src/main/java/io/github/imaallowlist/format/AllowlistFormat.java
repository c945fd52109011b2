package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.ByteSpool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A form that an allowlist can be written in. */
public enum AllowlistFormat {
  /** A Keylime runtime policy, in JSON. */
  KEYLIME("keylime") {
    @Override
    public AllowlistWriter open(OutputStream out, PolicySettings settings, ByteSpool spool)
        throws IOException {
      return new KeylimePolicyWriter(out, settings, spool);
    }
  },
  /** A line for each digest and path, as {@code sha256sum} writes them. */
  FLAT("flat") {
    @Override
    public AllowlistWriter open(OutputStream out, PolicySettings settings, ByteSpool spool) {
      return new FlatWriter(out);
    }
  };

  private final String formatName;

  AllowlistFormat(String formatName) {
    this.formatName = formatName;
  }

  /** What users type. */
  public String formatName() {
    return formatName;
  }

  /**
   * Begins an allowlist.
   *
   * @param out written to in large pieces; no buffer is needed
   * @param settings what the format has no place for is left out
   * @param spool an empty one, for what is known of entries and stands behind them
   */
  public abstract AllowlistWriter open(OutputStream out, PolicySettings settings, ByteSpool spool)
      throws IOException;

  /** Begins a small allowlist, whose owners fit into memory. */
  public AllowlistWriter open(OutputStream out, PolicySettings settings) throws IOException {
    return open(out, settings, ByteSpool.inMemory());
  }

  public static Optional<AllowlistFormat> byName(String name) {
    for (AllowlistFormat format : values()) {
      if (format.formatName.equals(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return formatName;
  }
}
