package io.github.imaallowlist.signing;

import io.github.imaallowlist.error.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an envelope that has its payload first, as most do, found without a look at the
 * payload: where that ends is a guess, the first quote near the file's end. It is right if all up
 * to there is base64, which decoding tells; until then the claims are nothing.
 *
 * @param claims what stands around the payload
 */
record LeadingPayload(DsseEnvelope claims, EnvelopePayload text) {
  private static final int BEGIN = 64;

  /** More than a few signatures take. */
  private static final int REST = 1 << 16;

  private static final Pattern PAYLOAD =
      Pattern.compile("[ \\t\\r\\n]*\\{[ \\t\\r\\n]*\"payload\"[ \\t\\r\\n]*:[ \\t\\r\\n]*\"");

  /** Absent if it is no such envelope, whatever else it is. */
  static Optional<LeadingPayload> find(ByteSource envelope) throws IOException {
    byte[] begin = read(envelope, 0, BEGIN);
    Matcher matcher = PAYLOAD.matcher(new String(begin, StandardCharsets.ISO_8859_1));
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    int start = matcher.end();
    long restStart = Math.max(start, envelope.length() - REST);
    byte[] rest = read(envelope, restStart, REST);
    int quote = 0;
    while (quote < rest.length && rest[quote] != '"') {
      quote++;
    }
    try {
      byte[] around = Arrays.copyOf(begin, start + rest.length - quote);
      System.arraycopy(rest, quote, around, start, rest.length - quote);
      return Optional.of(
          new LeadingPayload(
              DsseEnvelopeReader.read(ByteSource.of(envelope.name(), around)),
              EnvelopePayload.between(envelope, start, restStart + quote)));
    } catch (InputException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(ByteSource source, long from, int most) throws IOException {
    try (InputStream in = source.open()) {
      in.skipNBytes(from);
      return in.readNBytes(most);
    }
  }
}
