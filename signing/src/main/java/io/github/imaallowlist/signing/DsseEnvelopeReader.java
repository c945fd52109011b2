package io.github.imaallowlist.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.imaallowlist.error.InputException;
import io.github.imaallowlist.error.LimitExceededException;
import io.github.imaallowlist.error.MalformedInputException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the envelope's JSON (DSSE envelope, version 1.0.2, "Parsing rules") in one pass, with the
 * payload passed over.
 *
 * <p>Members may come in any order. Those that the format does not have are ignored, as it asks;
 * one of the format's that comes twice is refused, as readers differ in which of the two they take.
 */
final class DsseEnvelopeReader {
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(SigningLimits.ENVELOPE_DEPTH)
          .maxTokenCount(SigningLimits.ENVELOPE_TOKENS)
          .maxNameLength(SigningLimits.ENVELOPE_NAME)
          .maxStringLength(SigningLimits.ENVELOPE_STRING)
          .build();

  private final String name;
  private final JsonParser parser;
  private @Nullable String payloadType;
  private long payloadStart = InputException.NO_OFFSET;
  private @Nullable List<DsseSignature> signatures;

  private DsseEnvelopeReader(String name, JsonParser parser) {
    this.name = name;
    this.parser = parser;
  }

  /**
   * @throws IOException if it cannot be read, is malformed, or beyond the limits
   */
  static DsseEnvelope read(ByteSource source) throws IOException {
    // Names come from outside: not to be kept in the virtual machine's own table.
    JsonFactory json =
        JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    try (PushbackInputStream in = new PushbackInputStream(source.open(), 2)) {
      requireUtf8(source.name(), in);
      try (JsonParser parser = json.createParser(in)) {
        return new DsseEnvelopeReader(source.name(), parser).read();
      }
    } catch (StreamConstraintsException e) {
      throw new LimitExceededException(
          source.name(), offsetOf(e), "this is more than an envelope has: " + reason(e), e);
    } catch (JsonProcessingException e) {
      throw new MalformedInputException(source.name(), offsetOf(e), reason(e), e);
    }
  }

  /** Two ASCII characters: no byte order mark, and not UTF-16 or UTF-32, which would be guessed. */
  private static void requireUtf8(String name, PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(2);
    for (int i = 0; i < start.length; i++) {
      if (start[i] <= 0) {
        throw new MalformedInputException(name, i, "expected JSON in UTF-8, from '{' on");
      }
    }
    in.unread(start);
  }

  private DsseEnvelope read() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("expected a JSON object, a DSSE envelope");
    }
    readMembers(this::readEnvelopeMember);
    if (parser.nextToken() != null) {
      throw malformed("expected the end of the file after the envelope");
    }
    if (payloadStart == InputException.NO_OFFSET) {
      throw missing("payload");
    }
    if (payloadType == null) {
      throw missing("payloadType");
    }
    if (signatures == null) {
      throw missing("signatures");
    }
    return new DsseEnvelope(payloadType, payloadStart, signatures);
  }

  /** Reads a member whose value is the current token; says whether the format knows it. */
  @FunctionalInterface
  private interface MemberReading {
    boolean read(String member) throws IOException;
  }

  private void readMembers(MemberReading reading) throws IOException {
    Set<String> known = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String member = parser.currentName();
      if (known.contains(member)) {
        throw malformed("a second member \"" + member + "\"");
      }
      parser.nextToken();
      if (reading.read(member)) {
        known.add(member);
      } else {
        parser.skipChildren();
      }
    }
  }

  private boolean readEnvelopeMember(String member) throws IOException {
    switch (member) {
      case "payload" -> {
        requireToken(JsonToken.VALUE_STRING, "\"payload\" as a string");
        payloadStart = offset() + 1;
      }
      case "payloadType" -> payloadType = string(member);
      case "signatures" -> signatures = readSignatures();
      default -> {
        return false;
      }
    }
    return true;
  }

  private List<DsseSignature> readSignatures() throws IOException {
    requireToken(JsonToken.START_ARRAY, "\"signatures\" as an array");
    List<DsseSignature> read = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (read.size() == SigningLimits.SIGNATURES) {
        throw new LimitExceededException(
            name, offset(), "at most %d signatures are read".formatted(SigningLimits.SIGNATURES));
      }
      read.add(readSignature());
    }
    return read;
  }

  private DsseSignature readSignature() throws IOException {
    requireToken(JsonToken.START_OBJECT, "a signature as an object");
    SignatureMembers members = new SignatureMembers();
    readMembers(members::read);
    if (members.sig == null) {
      throw malformed("the signature has no member \"sig\"");
    }
    try {
      return new DsseSignature(members.keyId, members.sig);
    } catch (IllegalArgumentException e) {
      throw new MalformedInputException(
          name, members.sigOffset, "expected \"sig\" in standard base64, padded", e);
    }
  }

  private final class SignatureMembers {
    private String keyId = "";
    private @Nullable String sig;
    private long sigOffset;

    boolean read(String member) throws IOException {
      switch (member) {
        case "keyid" -> keyId = parser.currentToken() == JsonToken.VALUE_NULL ? "" : string(member);
        case "sig" -> {
          sigOffset = offset();
          sig = string(member);
        }
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private String string(String member) throws IOException {
    requireToken(JsonToken.VALUE_STRING, "\"" + member + "\" as a string");
    return parser.getText();
  }

  private void requireToken(JsonToken wanted, String what) throws MalformedInputException {
    if (parser.currentToken() != wanted) {
      throw malformed("expected " + what);
    }
  }

  /** Where the current token starts. */
  private long offset() {
    return parser.currentTokenLocation().getByteOffset();
  }

  private MalformedInputException malformed(String problem) {
    return new MalformedInputException(name, offset(), problem);
  }

  private MalformedInputException missing(String member) {
    return new MalformedInputException(
        name, InputException.NO_OFFSET, "is no DSSE envelope: it has no member \"" + member + "\"");
  }

  private static long offsetOf(JsonProcessingException e) {
    return Optional.ofNullable(e.getLocation())
        .map(JsonLocation::getByteOffset)
        .orElse(InputException.NO_OFFSET);
  }

  private static String reason(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("not JSON");
  }
}
