package io.github.imaallowlist.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A payload larger than the heap that this module's tests have (96 MB), made as it is read. */
class LargePayloadTest {
  private static final int UNITS = 40_000_000;
  private static final String HEAD = "{\"payload\":\"";

  @TempDir private Path folder;

  @Test
  void payloadLargerThanTheHeapIsSignedAndVerified() throws Exception {
    long length = 3L * UNITS;
    assertThat(Runtime.getRuntime().maxMemory()).isLessThan(length);
    Path file = folder.resolve("key.pem");
    VerificationKey key =
        KeyPairGeneration.plain(EllipticCurve.P_256).write(file, folder.resolve("key.pub"));
    Tail written = new Tail();

    DsseWriter.write(
        new Repeated("", "ABC", ""),
        PayloadType.KEYLIME,
        List.of(EcSigningKey.read(file, Passphrase.none())),
        written);

    ByteSource envelope = new Repeated(HEAD, "QUJD", written.afterPayload());
    assertThat(written.length).isEqualTo(envelope.length());
    assertThat(
            new DsseVerifier(PayloadType.KEYLIME, List.of(key))
                .verify(envelope, OutputStream.nullOutputStream())
                .length())
        .isEqualTo(length);
  }

  /** Keeps the last bytes written, and counts them all. */
  private static final class Tail extends OutputStream {
    private static final int KEPT = 1024;
    private byte[] kept = new byte[0];
    private long length;

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      length += count;
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      joined.writeBytes(kept);
      int from = Math.max(0, count - KEPT);
      joined.write(bytes, offset + from, count - from);
      byte[] all = joined.toByteArray();
      kept = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT), all.length);
    }

    String afterPayload() {
      String text = new String(kept, StandardCharsets.US_ASCII);
      return text.substring(text.indexOf('"'));
    }
  }

  private record Repeated(String head, String unit, String tail) implements ByteSource {
    @Override
    public String name() {
      return "large";
    }

    @Override
    public long length() {
      return head.length() + (long) unit.length() * UNITS + tail.length();
    }

    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(
              List.of(
                  new ByteArrayInputStream(Envelopes.utf8(head)),
                  new Units(Envelopes.utf8(unit)),
                  new ByteArrayInputStream(Envelopes.utf8(tail)))));
    }
  }

  private static final class Units extends InputStream {
    private final byte[] block;
    private final int unit;
    private long position;

    Units(byte[] unit) {
      this.unit = unit.length;
      this.block = new byte[unit.length * 8192];
      for (int i = 0; i < block.length; i++) {
        block[i] = unit[i % unit.length];
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
      long left = (long) unit * UNITS - position;
      if (left == 0) {
        return -1;
      }
      int at = (int) (position % block.length);
      int read = (int) Math.min(left, Math.min(count, block.length - at));
      System.arraycopy(block, at, buffer, offset, read);
      position += read;
      return read;
    }
  }
}
