package io.github.imaallowlist.selinux.policy;

import io.github.imaallowlist.error.MalformedInputException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A cache file: 32 bytes, the SHA-256 of what follows; then gzip of lines of text as {@link
 * PolicyText} writes them, of which the first names the format and the second the key.
 */
final class CachedPolicy {
  /** To be changed with what is asked, how it is read, or how it is written. */
  static final String FORMAT = "ima-allowlist selinux policy 2";

  private static final int DIGEST_LENGTH = 32;

  private CachedPolicy() {}

  static void write(Path file, SelinuxPolicy policy, String key) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer writer =
        new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.US_ASCII)) {
      writer.write(FORMAT + "\n" + key + "\n");
      PolicyText.write(policy, writer);
    }
    byte[] content = bytes.toByteArray();
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(PolicyFile.sha256().digest(content));
      out.write(content);
    }
  }

  /**
   * @throws IOException if the file is not there, or is not what {@link #write} makes
   */
  static SelinuxPolicy read(Path file, String source, String key, String sha256)
      throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(SetoolsLimits.CACHE_BYTES);
    }
    if (bytes.length < DIGEST_LENGTH) {
      throw new EOFException("the file is cut short");
    }
    MessageDigest digest = PolicyFile.sha256();
    digest.update(bytes, DIGEST_LENGTH, bytes.length - DIGEST_LENGTH);
    if (!HexFormat.of()
        .formatHex(digest.digest())
        .equals(HexFormat.of().formatHex(bytes, 0, DIGEST_LENGTH))) {
      throw malformed(file, "its checksum is of something else");
    }
    InputStream content =
        new ByteArrayInputStream(bytes, DIGEST_LENGTH, bytes.length - DIGEST_LENGTH);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(content), StandardCharsets.US_ASCII))) {
      if (!FORMAT.equals(reader.readLine()) || !key.equals(reader.readLine())) {
        throw malformed(file, "it is of something else");
      }
      return PolicyText.read(reader, source, sha256);
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          file.toString(), MalformedInputException.NO_OFFSET, String.valueOf(e.getMessage()), e);
    }
  }

  private static MalformedInputException malformed(Path file, String problem) {
    return new MalformedInputException(file.toString(), MalformedInputException.NO_OFFSET, problem);
  }
}
