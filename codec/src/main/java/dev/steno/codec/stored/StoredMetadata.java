// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.stored;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.FeedbackJson;
import dev.steno.codec.MessageJson;
import dev.steno.codec.ObjectBuilder;
import dev.steno.codec.StenoAttributes;
import dev.steno.codec.interaction.InteractionSummary;
import dev.steno.model.Cost;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a stored call beside what was said in it. Immutable.
 *
 * @param trace its trace
 * @param owner the span that is the whole call
 * @param ancestors from the root to the owner
 * @param last the last request's facts
 * @param choices the last request's answers
 */
record StoredMetadata(
    ExportedTrace trace,
    Span owner,
    List<Span> ancestors,
    Generation last,
    List<List<Message>> choices) {

  /** The application's metadata first, which Steno's facts never replace. */
  JsonObject json(boolean hasOwnId, List<Feedback> feedback) {
    Map<String, JsonValue> metadata = new LinkedHashMap<>();
    for (Span span : ancestors) {
      span.attributes()
          .members()
          .forEach(
              (name, value) -> {
                if (name.startsWith(StenoAttributes.METADATA)) {
                  metadata.put(name.substring(StenoAttributes.METADATA.length()), value);
                }
              });
    }
    facts(hasOwnId, feedback).members().forEach(metadata::putIfAbsent);
    return new JsonObject(metadata);
  }

  private JsonObject facts(boolean hasOwnId, List<Feedback> feedback) {
    Grouping grouping = owner.grouping();
    String conversation = grouping.conversation();
    Integer attempts = last.attempts();
    Cost cost = Cost.of(last);
    return new ObjectBuilder()
        .put("session_id", conversation == null ? grouping.session() : conversation)
        .put("step_type", InteractionSummary.NO_STEP)
        .put("user_id", grouping.user())
        .put("channel", grouping.channel())
        .put("environment", grouping.environment())
        .put("agent", owner.agent())
        .put("trace_id", hasOwnId ? trace.traceId().hex() : null)
        .put("span_id", owner.spanId().hex())
        .put("attempts", attempts == null ? null : Long.valueOf(attempts))
        .put("cost_source", cost == null ? null : cost.source().wire())
        .put("other_choices", otherChoices())
        .putList("feedback", feedback.isEmpty() ? null : feedback, FeedbackJson::toJson)
        .build();
  }

  private @Nullable JsonValue otherChoices() {
    return choices.size() < 2
        ? null
        : ObjectBuilder.array(choices.subList(1, choices.size()), MessageJson::toJson);
  }
}
