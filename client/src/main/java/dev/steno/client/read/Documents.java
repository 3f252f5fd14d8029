// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Times;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the server's documents of whole traces. Stateless. */
final class Documents {
  private Documents() {}

  /** A trace with its contents. */
  static RecordedTrace trace(JsonObject document) {
    return new RecordedTrace(exported(document));
  }

  /** The traces of a page of a conversation, whose contents stand in it once. */
  static List<RecordedTrace> conversation(JsonObject page) {
    List<RecordedTrace> traces = new ArrayList<>();
    for (JsonObject trace : objects(page, "traces")) {
      Set<String> names = names(exported(trace));
      Map<String, JsonValue> whole = new LinkedHashMap<>(trace.members());
      whole.put("project", JsonValue.of(String.valueOf(page.text("project"))));
      whole.put("messages", only(page.get("messages"), names));
      whole.put("tools", only(page.get("tools"), names));
      traces.add(trace(new JsonObject(whole)));
    }
    return traces;
  }

  /** The elements of a list that are objects. */
  static List<JsonObject> objects(JsonObject page, String name) {
    List<JsonObject> objects = new ArrayList<>();
    if (page.get(name) instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonObject object) {
          objects.add(object);
        }
      }
    }
    return objects;
  }

  /**
   * A text that the server always writes.
   *
   * @throws IllegalArgumentException if it is not there
   */
  static String required(JsonObject json, String name) {
    String text = json.text(name);
    if (text == null) {
      throw new IllegalArgumentException(name + ": absent (expected: a text)");
    }
    return text;
  }

  /** A whole number; 0 if it is not there. */
  static long count(JsonObject json, String name) {
    return json.get(name) instanceof JsonNumber number ? Long.parseLong(number.lexeme()) : 0;
  }

  /** The elements of a list that are texts. */
  static List<String> texts(JsonObject object, String name) {
    List<String> texts = new ArrayList<>();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonValue element : array.elements()) {
        if (element instanceof JsonString text) {
          texts.add(text.value());
        }
      }
    }
    return texts;
  }

  /** The cursor of the next page; null on the last one. */
  static @Nullable String next(JsonObject page) {
    return page.get("next") instanceof JsonString next ? next.value() : null;
  }

  /** A trace of which only late content is there has no start yet. */
  private static ExportedTrace exported(JsonObject document) {
    Map<String, JsonValue> members = new LinkedHashMap<>(document.members());
    members.putIfAbsent("start_time", JsonValue.of(Times.format(Instant.EPOCH)));
    String project = String.valueOf(document.text("project"));
    return ExportedTrace.fromJson(project, new JsonObject(members));
  }

  private static Set<String> names(ExportedTrace trace) {
    Set<String> names = new LinkedHashSet<>();
    for (Commit commit : trace.commits().values()) {
      add(names, commit.tools());
      add(names, commit.system());
      add(names, commit.added());
      if (commit.choices() != null) {
        commit.choices().forEach(choice -> add(names, choice));
      }
    }
    return names;
  }

  private static void add(Set<String> names, @Nullable List<Hash> ids) {
    if (ids != null) {
      ids.forEach(id -> names.add(id.hex()));
    }
  }

  private static JsonObject only(@Nullable JsonValue all, Set<String> names) {
    Map<String, JsonValue> kept = new LinkedHashMap<>();
    if (all instanceof JsonObject object) {
      for (String name : names) {
        JsonValue value = object.get(name);
        if (value != null) {
          kept.put(name, value);
        }
      }
    }
    return new JsonObject(kept);
  }
}
