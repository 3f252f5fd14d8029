// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.codec.CommitJson;
import dev.steno.codec.SpanJson;
import dev.steno.model.Labels;
import dev.steno.model.Span;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Replay;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the spans of one trace: what the codec writes, with the status as of now, the duration,
 * the labels, and for a model call its commit. For one thread.
 */
final class SpanDocument {
  private final Instant now;
  private final Function<Span, @Nullable Commit> commits;
  private final @Nullable Replay replay;
  private final Map<Hash, Message> messages;
  private final Map<Hash, JsonValue> written = new HashMap<>();

  /**
   * Spans of a trace.
   *
   * @param replay resolves the messages to put into each generation; null if they are not wanted
   */
  SpanDocument(
      Instant now,
      Function<Span, @Nullable Commit> commits,
      @Nullable Replay replay,
      Map<Hash, Message> messages) {
    this.now = now;
    this.commits = commits;
    this.replay = replay;
    this.messages = messages;
  }

  JsonObject write(Span span) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    SpanJson.toJson(span)
        .members()
        .forEach(
            (name, value) -> {
              json.put(name, value);
              if (name.equals("end_time")) {
                span.duration().ifPresent(duration -> json.put("duration_ms", millis(duration)));
              }
            });
    json.putAll(new Members().putSpanLabels(Labels.of(span)).build().members());
    // Replacing keeps the place; a span that never said its status has none to replace.
    json.put("status", JsonValue.of(span.statusAt(now).wire()));
    Commit commit = commits.apply(span);
    if (commit != null) {
      json.put("generation", generation(commit, json.get("generation")));
    }
    return new JsonObject(json);
  }

  private JsonObject generation(Commit commit, @Nullable JsonValue known) {
    Members generation = new Members().putAll(CommitJson.toJson(commit));
    if (known instanceof JsonObject facts) {
      generation.putAll(facts);
    }
    if (replay != null) {
      // A chain that does not add up is left out: what is shown is what was proven.
      replay
          .messages(commit)
          .ifPresent(
              chain -> {
                List<Hash> all = new ArrayList<>();
                if (commit.system() != null) {
                  all.addAll(commit.system());
                }
                all.addAll(chain);
                generation.put("messages", array(all));
              });
      List<List<Hash>> choices = commit.choices();
      if (choices != null && !choices.isEmpty()) {
        generation.put("answer_messages", array(choices.get(0)));
      }
    }
    return generation.build();
  }

  private JsonArray array(List<Hash> ids) {
    List<JsonValue> elements = new ArrayList<>(ids.size());
    for (Hash id : ids) {
      Message message = messages.get(id);
      if (message != null) {
        elements.add(written.computeIfAbsent(id, hash -> message.toJson()));
      }
    }
    return new JsonArray(elements);
  }

  private static JsonValue millis(java.time.Duration duration) {
    JsonValue millis = new Members().put("ms", duration).build().get("ms");
    return millis == null ? JsonValue.NULL : millis;
  }
}
