// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes one large JSON object member by member, so that no more than one element is in memory as
 * text. For one thread.
 */
public final class JsonStream {
  private final OutputStream out;
  private boolean first = true;

  public JsonStream(OutputStream out) {
    this.out = out;
  }

  /** Begins the object with the members of {@code head}. */
  public JsonStream begin(JsonObject head) throws IOException {
    out.write('{');
    first = true;
    for (Map.Entry<String, JsonValue> member : head.members().entrySet()) {
      name(member.getKey());
      out.write(Json.writeBytes(member.getValue()));
    }
    return this;
  }

  /** A member that is an array of these elements. */
  public JsonStream array(String name, Iterator<JsonObject> elements) throws IOException {
    name(name);
    out.write('[');
    while (elements.hasNext()) {
      out.write(Json.writeBytes(elements.next()));
      if (elements.hasNext()) {
        out.write(',');
      }
    }
    out.write(']');
    return this;
  }

  /** A member that is an array of objects, each written by its own stream. */
  public <T> JsonStream objects(String name, Iterator<T> elements, Writer<T> writer)
      throws IOException {
    name(name);
    out.write('[');
    while (elements.hasNext()) {
      writer.write(new JsonStream(out), elements.next());
      if (elements.hasNext()) {
        out.write(',');
      }
    }
    out.write(']');
    return this;
  }

  /** A member that is an object of these members. */
  public JsonStream object(String name, Iterator<Map.Entry<String, JsonValue>> members)
      throws IOException {
    name(name);
    new JsonStream(out).begin(JsonObject.EMPTY).members(members).end();
    return this;
  }

  public void end() throws IOException {
    out.write('}');
  }

  /** Further members. */
  public JsonStream members(Iterator<Map.Entry<String, JsonValue>> members) throws IOException {
    while (members.hasNext()) {
      Map.Entry<String, JsonValue> member = members.next();
      name(member.getKey());
      out.write(Json.writeBytes(member.getValue()));
    }
    return this;
  }

  private void name(String name) throws IOException {
    if (!first) {
      out.write(',');
    }
    first = false;
    out.write(Json.write(JsonValue.of(name)).getBytes(StandardCharsets.UTF_8));
    out.write(':');
  }

  /** Writes one object from its beginning to its end. */
  public interface Writer<T> {
    void write(JsonStream stream, T element) throws IOException;
  }
}
