package io.github.imaallowlist.signing;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.imaallowlist.concurrent.BackgroundDigest;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * Writes a DSSE envelope (DSSE envelope, version 1.0.2) in one pass over its payload: what is
 * signed is what was written, and memory does not depend on its size. Two threads share the work,
 * for the digest takes as long as all else.
 *
 * <p>The same payload, type and keys give the same bytes.
 */
public final class DsseWriter {
  /** Read at once; a multiple of a piece. */
  private static final int CHUNK = 384 * 1024;

  /**
   * Encoded at once; a multiple of the three bytes that base64 takes at a time. Small, for only
   * what Java calls often does it compile to the processor's vector instructions.
   */
  private static final int PIECE = 6 * 1024;

  private DsseWriter() {}

  /**
   * Writes the envelope and a newline.
   *
   * @param signers at least one; each adds its signature, in this order
   * @param out is flushed, and not closed; what it got counts for nothing if this throws
   * @throws IOException if reading or writing fails, or the payload is not as long as it says
   */
  public static void write(
      ByteSource payload, PayloadType type, List<EcSigningKey> signers, OutputStream out)
      throws IOException {
    if (signers.isEmpty()) {
      throw new IllegalArgumentException("an envelope has at least one signature");
    }
    JsonFactory json = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    try (JsonGenerator generator = json.createGenerator(out, JsonEncoding.UTF8)) {
      generator.writeStartObject();
      generator.writeFieldName("payload");
      byte[] digest = writePayload(generator, payload, type, out);
      generator.writeStringField("payloadType", type.name());
      generator.writeArrayFieldStart("signatures");
      for (EcSigningKey signer : signers) {
        generator.writeStartObject();
        generator.writeStringField("keyid", signer.verificationKey().keyId());
        byte[] signature = signer.sign(HashAlgorithm.SHA256, digest);
        generator.writeStringField("sig", Base64.getEncoder().encodeToString(signature));
        generator.writeEndObject();
      }
      generator.writeEndArray();
      generator.writeEndObject();
      generator.writeRaw('\n');
    }
  }

  /**
   * Returns the SHA-256 of what is to be signed.
   *
   * <p>Not by the generator: it breaks the line, even in its variant without line feeds, when it
   * has written 2^31 characters.
   */
  private static byte[] writePayload(
      JsonGenerator generator, ByteSource payload, PayloadType type, OutputStream out)
      throws IOException {
    generator.writeRawValue("\"");
    generator.flush();
    long length = payload.length();
    OutputStream text = new BufferedOutputStream(out, CHUNK);
    byte[] signed;
    try (InputStream in = payload.open();
        BackgroundDigest digest = new BackgroundDigest(PreAuthEncoding.startDigest(type, length))) {
      byte[] chunk = new byte[CHUNK];
      for (long left = length; left > 0; left -= CHUNK) {
        int wanted = (int) Math.min(CHUNK, left);
        if (in.readNBytes(chunk, 0, wanted) != wanted) {
          throw changed(payload);
        }
        digest.update(chunk, 0, wanted);
        encode(chunk, wanted, text);
      }
      if (in.read() >= 0) {
        throw changed(payload);
      }
      signed = digest.digest();
    }
    text.flush();
    generator.writeRaw('"');
    return signed;
  }

  private static void encode(byte[] chunk, int length, OutputStream text) throws IOException {
    for (int start = 0; start < length; start += PIECE) {
      ByteBuffer piece = ByteBuffer.wrap(chunk, start, Math.min(PIECE, length - start));
      text.write(Base64.getEncoder().encode(piece).array());
    }
  }

  private static IOException changed(ByteSource payload) {
    return new IOException(payload.name() + ": changed while it was read");
  }
}
