package io.github.imaallowlist.ima.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Makes binary measurement lists, with code that shares nothing with what reads them. */
final class LogBytes {
  private final ByteOrder order;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  LogBytes(ByteOrder order) {
    this.order = order;
  }

  static LogBytes littleEndian() {
    return new LogBytes(ByteOrder.LITTLE_ENDIAN);
  }

  /** An entry of PCR 10 whose hash fits its data. */
  LogBytes entry(String template, byte[]... fields) {
    byte[] data = data(fields);
    return raw(10, sha1(data), template, data);
  }

  LogBytes violation(String name) {
    byte[] data = data(digest("sha256", new byte[20]), text(name));
    return raw(10, new byte[20], "ima-ng", data);
  }

  LogBytes raw(int pcr, byte[] hash, String template, byte[] data) {
    bytes.writeBytes(u32(pcr));
    bytes.writeBytes(hash);
    bytes.writeBytes(u32(template.length()));
    bytes.writeBytes(template.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(u32(data.length));
    bytes.writeBytes(data);
    return this;
  }

  /** An entry of the first template, whose data has no length. */
  LogBytes ima(byte[] digest, String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    byte[] hashed = Arrays.copyOf(digest, 20 + 256);
    System.arraycopy(text, 0, hashed, 20, text.length);
    bytes.writeBytes(u32(10));
    bytes.writeBytes(sha1(hashed));
    bytes.writeBytes(u32(3));
    bytes.writeBytes("ima".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(digest);
    bytes.writeBytes(u32(text.length));
    bytes.writeBytes(text);
    return this;
  }

  byte[] data(byte[]... fields) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      data.writeBytes(u32(field.length));
      data.writeBytes(field);
    }
    return data.toByteArray();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  byte[] u32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(order).putInt(value).array();
  }

  static byte[] digest(String algorithm, byte[] digest) {
    byte[] prefix = (algorithm + ":\0").getBytes(StandardCharsets.US_ASCII);
    byte[] field = Arrays.copyOf(prefix, prefix.length + digest.length);
    System.arraycopy(digest, 0, field, prefix.length, digest.length);
    return field;
  }

  static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] sha256(String content) {
    return hash("SHA-256", content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] sha1(byte[] content) {
    return hash("SHA-1", content);
  }

  private static byte[] hash(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
