package io.github.imaallowlist.format;

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
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON from outside, token by token: strict UTF-8, bounded depth and lengths, no memory of names.
 * Complaints name line and column, as a byte offset says little in text.
 */
final class JsonInput {
  /** A policy has three levels; what is not known may have some more. */
  private static final int MAX_DEPTH = 32;

  /** A path has at most 4,095 bytes, so at most as many characters. */
  private static final int MAX_NAME_LENGTH = 4096;

  /** The longest string is {@code verification-keys}: some thousand keys. */
  private static final int MAX_STRING_LENGTH = 1 << 20;

  private static final int MAX_NUMBER_LENGTH = 20;

  /** In characters; 10,000,000 paths have 2 GB. */
  static final long MAX_LENGTH = 32L << 30;

  /** Members of an object of which all names are remembered. */
  private static final int MAX_MEMBERS = 10_000;

  /** The names are not canonicalized or interned: they would stay in memory. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxStringLength(MAX_STRING_LENGTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .maxDocumentLength(MAX_LENGTH)
                  .build())
          .build();

  private final String source;
  private final JsonParser parser;

  /** Does something with the value of an object's member. */
  @FunctionalInterface
  interface Member {
    void read(String name) throws IOException;
  }

  JsonInput(String source, InputStream in) throws IOException {
    this(source, new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  private JsonInput(String source, Reader in) throws IOException {
    this.source = source;
    this.parser = FACTORY.createParser(in);
  }

  /** JSON that is at hand. */
  static JsonInput of(String source, String text) throws IOException {
    return new JsonInput(source, new StringReader(text));
  }

  /** JSON that stands in a string of this JSON. */
  JsonInput nested(String what, String text) throws IOException {
    return new JsonInput(source + ", in " + what, new StringReader(text));
  }

  /** Goes over the members of the object that begins with the next token; no name twice. */
  void object(String what, Member member) throws IOException {
    expect(JsonToken.START_OBJECT, what + " as an object");
    members(what, member);
  }

  /** As {@link #object}, for one that {@link #hasObject} found. */
  void members(String what, Member member) throws IOException {
    Set<String> names = new HashSet<>();
    membersOfAnySize(
        name -> {
          if (!names.add(name)) {
            throw malformed("the member '" + name + "' of " + what + " is there twice");
          }
          if (names.size() > MAX_MEMBERS) {
            throw limit(what + " has more than " + MAX_MEMBERS + " members");
          }
          member.read(name);
        });
  }

  /** Begins an object. */
  void beginObject(String what) throws IOException {
    expect(JsonToken.START_OBJECT, what + " as an object");
  }

  /** As {@link #members}, of an object that was begun, but names are not remembered. */
  void membersOfAnySize(Member member) throws IOException {
    while (next() == JsonToken.FIELD_NAME) {
      member.read(parser.currentName());
    }
  }

  void beginArray(String what) throws IOException {
    expect(JsonToken.START_ARRAY, what + " as a list");
  }

  /** Whether the array goes on; then the next value is a string. */
  boolean hasString(String what) throws IOException {
    JsonToken token = next();
    if (token != JsonToken.END_ARRAY && token != JsonToken.VALUE_STRING) {
      throw malformed(what + " must be a string");
    }
    return token == JsonToken.VALUE_STRING;
  }

  /** Whether the array goes on; then the next value is an object, which has begun. */
  boolean hasObject(String what) throws IOException {
    JsonToken token = next();
    if (token != JsonToken.END_ARRAY && token != JsonToken.START_OBJECT) {
      throw malformed(what + " must be an object");
    }
    return token == JsonToken.START_OBJECT;
  }

  /** Whether the array goes on; then the next value is an integer. */
  boolean hasInteger(String what) throws IOException {
    JsonToken token = next();
    if (token != JsonToken.END_ARRAY && token != JsonToken.VALUE_NUMBER_INT) {
      throw malformed(what + " must be an integer");
    }
    return token == JsonToken.VALUE_NUMBER_INT;
  }

  /** Whether the array goes on; then the next value has begun, whatever it is. */
  boolean hasNext() throws IOException {
    JsonToken token = next();
    if (token == null) {
      throw malformed("a list is not closed");
    }
    return token != JsonToken.END_ARRAY;
  }

  /** Whether what {@link #hasNext} found is an array, which has begun. */
  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** The integer that {@link #hasNext} found. */
  int currentInteger(String what, int min, int max) throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw malformed(what + " must be an integer");
    }
    try {
      long value = parser.getLongValue();
      if (value >= min && value <= max) {
        return (int) value;
      }
    } catch (JsonProcessingException e) {
      throw translated(e);
    }
    throw malformed("%s must be %d to %d".formatted(what, min, max));
  }

  /** The string or the number that {@link #hasString} or {@link #hasInteger} found. */
  String text() throws IOException {
    try {
      return parser.getText();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw translated(e);
    }
  }

  String string(String what) throws IOException {
    expect(JsonToken.VALUE_STRING, what + " as a string");
    return text();
  }

  /** An integer of at least 0 and at most {@code max}. */
  long integer(String what, long max) throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, what + " as an integer");
    try {
      long value = parser.getLongValue();
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (JsonProcessingException e) {
      throw translated(e);
    }
    throw malformed("%s must be 0 to %d".formatted(what, max));
  }

  void expectNull(String what) throws IOException {
    expect(JsonToken.VALUE_NULL, what + " as null");
  }

  /** Goes past a value of any kind. */
  void skip() throws IOException {
    next();
    try {
      parser.skipChildren();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw translated(e);
    }
  }

  void expectEnd() throws IOException {
    if (next() != null) {
      throw malformed("something follows the end of the JSON value");
    }
  }

  InputException malformed(String problem) {
    return new MalformedInputException(source, InputException.NO_OFFSET, where() + problem);
  }

  InputException limit(String problem) {
    return new LimitExceededException(source, InputException.NO_OFFSET, where() + problem);
  }

  private void expect(JsonToken expected, String what) throws IOException {
    if (next() != expected) {
      throw malformed("expected " + what);
    }
  }

  private @Nullable JsonToken next() throws IOException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw translated(e);
    }
  }

  private InputException translated(IOException e) {
    if (e instanceof CharacterCodingException) {
      return new MalformedInputException(
          source, InputException.NO_OFFSET, where() + "the text is not UTF-8 from here on", e);
    }
    String problem =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.toString();
    return e instanceof StreamConstraintsException
        ? new LimitExceededException(source, InputException.NO_OFFSET, where() + problem, e)
        : new MalformedInputException(source, InputException.NO_OFFSET, where() + problem, e);
  }

  private String where() {
    JsonLocation location = parser.currentLocation();
    return "line %d, column %d: ".formatted(location.getLineNr(), location.getColumnNr());
  }
}
