package io.github.imaallowlist.signing;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.github.imaallowlist.concurrent.BackgroundThread;
import io.github.imaallowlist.concurrent.PendingResult;
import io.github.imaallowlist.model.HashAlgorithm;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
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
  /**
   * Digested by one thread while another one encodes it; large enough to be worth the hand-over.
   */
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
    MessageDigest digest = PreAuthEncoding.startDigest(type, length);
    OutputStream text = new BufferedOutputStream(out, CHUNK);
    try (InputStream in = payload.open();
        BackgroundThread digester = new BackgroundThread("digest")) {
      byte[] chunk = new byte[CHUNK];
      byte[] second = new byte[CHUNK];
      PendingResult<byte[]> pending = digester.run(() -> second);
      for (long left = length; left > 0; left -= CHUNK) {
        int wanted = (int) Math.min(CHUNK, left);
        if (in.readNBytes(chunk, 0, wanted) != wanted) {
          throw changed(payload);
        }
        byte[] full = chunk;
        // The chunk before is digested and may be written over.
        chunk = pending.await();
        pending = digester.run(() -> digested(digest, full, wanted));
        encode(full, wanted, text);
      }
      if (in.read() >= 0) {
        throw changed(payload);
      }
      pending.await();
    }
    text.flush();
    generator.writeRaw('"');
    return digest.digest();
  }

  private static byte[] digested(MessageDigest digest, byte[] chunk, int length) {
    digest.update(chunk, 0, length);
    return chunk;
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
