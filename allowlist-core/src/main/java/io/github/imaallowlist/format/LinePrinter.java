package io.github.imaallowlist.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import java.io.IOException;

/**
 * Lays JSON out so that line tools work on it: a line for each member of the outermost two objects
 * and for each object in an array there. All else stays on its line.
 */
final class LinePrinter implements PrettyPrinter {
  private static final int OBJECTS_IN_LINES = 2;

  private int objects;
  private int arrays;

  @Override
  public void writeRootValueSeparator(JsonGenerator json) {}

  @Override
  public void writeStartObject(JsonGenerator json) throws IOException {
    json.writeRaw(arrays == 1 ? "\n  {" : "{");
    objects++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    lineIfShallow(json);
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    if (objects > OBJECTS_IN_LINES || arrays > 0) {
      json.writeRaw(' ');
    }
    lineIfShallow(json);
  }

  @Override
  public void writeEndObject(JsonGenerator json, int members) throws IOException {
    objects--;
    if (members > 0 && arrays == 0 && objects < OBJECTS_IN_LINES) {
      line(json);
    }
    json.writeRaw('}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) throws IOException {
    json.writeRaw('[');
    arrays++;
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) {}

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) throws IOException {
    arrays--;
    json.writeRaw(']');
  }

  private void lineIfShallow(JsonGenerator json) throws IOException {
    if (arrays == 0 && objects <= OBJECTS_IN_LINES) {
      line(json);
    }
  }

  /** A line break; the outer members at its start, the inner ones one blank in. */
  private void line(JsonGenerator json) throws IOException {
    json.writeRaw(objects >= OBJECTS_IN_LINES ? "\n " : "\n");
  }
}
