// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.json;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonBoolean;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON document where there may be nothing: reading on from there finds nothing too.
 * Immutable.
 *
 * @param value the value; null if there is none
 */
public record Node(@Nullable JsonValue value) {

  /** The member of that name. */
  public Node get(String name) {
    return new Node(value instanceof JsonObject object ? object.get(name) : null);
  }

  /** The names of the members; none if this is no object. */
  public List<String> names() {
    return value instanceof JsonObject object ? List.copyOf(object.members().keySet()) : List.of();
  }

  /** The elements; none if this is no array. */
  public List<Node> each() {
    return value instanceof JsonArray array
        ? array.elements().stream().map(Node::new).toList()
        : List.of();
  }

  /** The elements of the member of that name; none if it is no array. */
  public List<Node> each(String name) {
    return get(name).each();
  }

  /** True if there is a value and it is not {@code null}. */
  public boolean isThere() {
    return value != null && !value.equals(JsonValue.NULL);
  }

  /** The text of a string, or the lexeme of a number; null otherwise. */
  public @Nullable String text() {
    if (value instanceof JsonString string) {
      return string.value();
    }
    return value instanceof JsonNumber number ? number.lexeme() : null;
  }

  /** The text of the member of that name; null if it has none. */
  public @Nullable String text(String name) {
    return get(name).text();
  }

  /** The text of the member of that name, or {@code otherwise}. */
  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  /** The number of the member of that name; null if it is none. */
  public @Nullable Double number(String name) {
    return get(name).value() instanceof JsonNumber number ? Double.valueOf(number.lexeme()) : null;
  }

  /** The number of the member of that name as a whole one; 0 if it is none. */
  public long count(String name) {
    Double number = number(name);
    return number == null ? 0 : Math.round(number);
  }

  /** True if the member of that name is {@code true}. */
  public boolean isTrue(String name) {
    return get(name).value() instanceof JsonBoolean bool && bool.value();
  }
}
