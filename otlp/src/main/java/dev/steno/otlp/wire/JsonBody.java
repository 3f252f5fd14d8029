// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the envelope that the JSON requests of all signals share. For one thread. */
final class JsonBody<T> {
  private final JsonFields fields;
  private final JsonNames names;
  private final ItemReader<T> items;
  private final ResourceBatch.Intake<T> intake;
  private boolean found;

  /** Reads the members of one span, log record or metric. */
  interface ItemReader<T> {
    /** The item, or null if it need not be kept. */
    @Nullable T read(JsonFields fields) throws IOException, Rejection;
  }

  private JsonBody(
      JsonFields fields, JsonNames names, ItemReader<T> items, ResourceBatch.Intake<T> intake) {
    this.fields = fields;
    this.names = names;
    this.items = items;
    this.intake = intake;
  }

  /** Reads a body; false if it is an object with members, none of them this signal's. */
  static <T> boolean read(
      byte[] body,
      JsonNames names,
      Budget budget,
      ItemReader<T> items,
      ResourceBatch.Intake<T> intake) {
    try {
      JsonFields fields = new JsonFields(body, budget);
      return new JsonBody<>(fields, names, items, intake).readWhole();
    } catch (JacksonException e) {
      String what = Rejection.quote(String.valueOf(e.getOriginalMessage()));
      throw WireException.badBody("body: no JSON (" + what + ")", e);
    } catch (IOException e) {
      throw WireException.badBody("body: no JSON in UTF-8", e);
    } catch (Rejection e) {
      throw WireException.badBody("body: " + e.sentence(), e);
    }
  }

  private boolean readWhole() throws IOException, Rejection {
    boolean[] other = {false};
    if (fields.parser.nextToken() == null) {
      throw new Rejection("empty (expected: an object)");
    }
    fields.object(
        name -> {
          boolean known = name.equals(names.resources());
          if (known) {
            found = true;
            fields.array(this::resources);
          }
          other[0] |= !known;
          return known;
        });
    if (fields.parser.nextToken() != null) {
      throw new Rejection("something follows the request (expected: one object)");
    }
    return found || !other[0];
  }

  private void resources() throws IOException, Rejection {
    ResourceBatch<T> batch = new ResourceBatch<>();
    fields.object(
        name -> {
          if (name.equals("resource")) {
            fields.object(member -> resource(member, batch));
          } else if (name.equals(names.scopes())) {
            fields.array(() -> scopes(batch));
          } else {
            return false;
          }
          return true;
        });
    intake.accept(batch);
  }

  private boolean resource(String name, ResourceBatch<T> batch) throws IOException, Rejection {
    boolean known = name.equals("attributes");
    if (known) {
      fields.attributes(batch.resource);
    }
    return known;
  }

  private void scopes(ResourceBatch<T> batch) throws IOException, Rejection {
    ResourceBatch.Scope<T> scope = new ResourceBatch.Scope<>();
    fields.object(
        name -> {
          if (name.equals("scope")) {
            fields.object(member -> scope(member, scope));
          } else if (name.equals(names.items())) {
            fields.array(() -> item(scope));
          } else {
            return false;
          }
          return true;
        });
    if (!scope.items.isEmpty()) {
      batch.scopes.add(scope);
    }
  }

  private boolean scope(String name, ResourceBatch.Scope<T> scope) throws IOException, Rejection {
    switch (name) {
      case "name" -> scope.name = fields.text();
      case "version" -> scope.version = fields.text();
      case "attributes" -> fields.attributes(scope.attributes);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void item(ResourceBatch.Scope<T> scope) throws IOException {
    if (fields.parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    try {
      T item = items.read(fields);
      if (item != null) {
        fields.budget.takeItem();
        scope.items.add(item);
      }
    } catch (Rejection e) {
      intake.reject(e.sentence());
    }
  }
}
