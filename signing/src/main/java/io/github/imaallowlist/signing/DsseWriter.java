package io.github.imaallowlist.signing;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;

/**
 * Writes a DSSE envelope (DSSE envelope, version 1.0.2) in one pass over its payload: what is
 * signed is what was written, and memory does not depend on its size.
 *
 * <p>The same payload, type and keys give the same bytes.
 */
public final class DsseWriter {
  private static final int UNKNOWN_LENGTH = -1;

  private DsseWriter() {}

  /**
   * Writes the envelope and a newline.
   *
   * @param signers at least one; each adds its signature, in this order
   * @param out is flushed, and not closed; what it got counts for nothing if this throws
   * @throws IOException if reading or writing fails, or the payload is not as long as it says
   */
  public static void write(
      ByteSource payload, PayloadType type, List<SigningKey> signers, OutputStream out)
      throws IOException {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("an envelope has at least one signature");
    }
    JsonFactory json = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator generator = json.createGenerator(out, JsonEncoding.UTF8)) {
      generator.writeStartObject();
      generator.writeFieldName("payload");
      byte[] digest = writePayload(generator, payload, type);
      generator.writeStringField("payloadType", type.name());
      generator.writeArrayFieldStart("signatures");
      for (SigningKey signer : signers) {
        generator.writeStartObject();
        generator.writeStringField("keyid", signer.verificationKey().keyId());
        generator.writeFieldName("sig");
        byte[] signature = signer.sign(digest);
        generator.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, signature, 0, signature.length);
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
      generator.writeRaw('\n');
    }
  }

  /** Returns the SHA-256 of what is to be signed. */
  private static byte[] writePayload(JsonGenerator generator, ByteSource payload, PayloadType type)
      throws IOException {
    long length = payload.length();
    MessageDigest digest = PreAuthEncoding.startDigest(type, length);
    try (InputStream in =
        new DigestInputStream(
            new ExactLengthInputStream(payload.name(), payload.open(), length), digest)) {
      generator.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, in, UNKNOWN_LENGTH);
    }
    return digest.digest();
  }
}
