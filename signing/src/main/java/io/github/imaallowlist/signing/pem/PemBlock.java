package io.github.imaallowlist.signing.pem;

import io.github.imaallowlist.error.MalformedInputException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a BEGIN and its END line (RFC 7468), not yet decoded, so that a kind of block
 * that is not wanted can be refused by its label alone.
 */
public final class PemBlock {
  private final String file;
  private final long offset;
  private final String label;
  private final Map<String, String> headers;
  private final byte[] base64;

  /**
   * @param offset of the BEGIN line, in bytes from the file's start
   * @param headers the RFC 1421 header fields of OpenSSL's old encrypted keys
   * @param base64 without white space; the block owns the array
   */
  public PemBlock(
      String file, long offset, String label, Map<String, String> headers, byte[] base64) {
    this.file = file;
    this.offset = offset;
    this.label = label;
    this.headers = Map.copyOf(headers);
    this.base64 = base64;
  }

  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }

  public String label() {
    return label;
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public boolean isPrivateKey() {
    return label.endsWith("PRIVATE KEY") || label.endsWith("PRIVATE KEY BLOCK");
  }

  public boolean isCertificate() {
    return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
  }

  public boolean isPublicKey() {
    return label.endsWith("PUBLIC KEY") || label.endsWith("PUBLIC KEY BLOCK");
  }

  public byte[] decode() throws MalformedInputException {
    if (base64.length % 4 != 0) {
      throw malformed("the base64 of its " + label + " is cut short or not padded", null);
    }
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw malformed("its " + label + " is not base64", e);
    }
  }

  void wipe() {
    Arrays.fill(base64, (byte) 0);
  }

  public MalformedInputException malformed(String problem, @Nullable Exception cause) {
    return new MalformedInputException(file, offset, problem, cause);
  }
}
