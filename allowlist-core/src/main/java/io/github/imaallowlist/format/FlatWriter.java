package io.github.imaallowlist.format;

import io.github.imaallowlist.allowlist.AllowlistEntry;
import io.github.imaallowlist.allowlist.LoggedPath;
import io.github.imaallowlist.allowlist.UnlabelledDigest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes {@code hex path} lines, as {@code sha256sum} does: one for each digest, the path's bytes
 * as they are.
 *
 * <p>A path with a backslash, newline or carriage return is escaped as GNU coreutils do it: a
 * backslash before the line, and {@code \\}, {@code \n}, {@code \r} in the path. Lines of several
 * algorithms may stand side by side; {@code sha256sum -c} then complains about the others' length.
 * The format has no place for a {@link Provenance}.
 */
public final class FlatWriter implements AllowlistWriter {
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;

  public FlatWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  @Override
  public void entry(AllowlistEntry entry) throws IOException {
    LoggedPath path = entry.path();
    boolean plain =
        !path.contains((byte) '\\') && !path.contains((byte) '\n') && !path.contains((byte) '\r');
    byte[] name = plain ? path.bytes() : escaped(path);
    for (UnlabelledDigest digest : entry.digests()) {
      if (!plain) {
        out.write('\\');
      }
      out.write(digest.hex().getBytes(StandardCharsets.US_ASCII));
      out.write(' ');
      out.write(' ');
      out.write(name);
      out.write('\n');
    }
  }

  private static byte[] escaped(LoggedPath path) {
    byte[] escaped = new byte[2 * path.length()];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      byte b = path.at(i);
      byte letter = b == '\\' ? (byte) '\\' : b == '\n' ? (byte) 'n' : b == '\r' ? (byte) 'r' : 0;
      if (letter != 0) {
        escaped[length++] = '\\';
      }
      escaped[length++] = letter != 0 ? letter : b;
    }
    return Arrays.copyOf(escaped, length);
  }

  /** None: the format takes any bytes. */
  @Override
  public UnmatchablePaths unmatchable() {
    return UnmatchablePaths.NONE;
  }

  @Override
  public void finish(Provenance provenance) throws IOException {
    out.flush();
  }
}
