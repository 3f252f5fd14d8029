// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.Json;
import dev.steno.codec.ObjectBuilder;
import dev.steno.model.Feedback.Tag;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes interactions as training data, a line each, and counts those that it leaves out and why.
 *
 * <p>Left out are calls that failed, answers that were cut at the limit of tokens or are empty,
 * conversations whose tool calls and results do not belong together or that have content the format
 * has no form for; for pairs also what was not judged, or has no counterpart. Answers that the
 * caller had corrected are not written, their correction is. Reasoning has no place in these
 * formats and is left out of the lines that {@link #withoutReasoning} counts. Every line has {@code
 * metadata} with the ids of where it is from. For one thread; but for pairs one interaction at a
 * time is in memory, for pairs every judged answer that still waits, 100,000 at most.
 */
public final class TrainingWriter {
  private static final List<String> IDS = List.of("trace_id", "span_id", "session_id");

  private final TrainingFormat format;
  private final Appendable out;
  private final SortedMap<String, Long> leftOut = new TreeMap<>();
  private final PreferencePairs pairs = new PreferencePairs();
  private long judged;
  private long paired;
  private long lines;
  private long withoutReasoning;

  /** A writer to {@code out}, which it leaves open. */
  public TrainingWriter(TrainingFormat format, Appendable out) {
    this.format = format;
    this.out = out;
  }

  /** Writes an interaction of which nobody said anything; in no pair therefore. */
  public void write(Interaction interaction) throws IOException {
    write(Judged.unjudged(interaction));
  }

  /** Writes an interaction, or counts why it is left out; a pair when both are there. */
  public void write(Judged interaction) throws IOException {
    Unfit unfit = Lesson.unfit(interaction.interaction());
    Lesson lesson = unfit == null ? Lesson.of(interaction.interaction()) : null;
    if (lesson == null) {
      leaveOut(unfit == null ? Unfit.UNLINKED : unfit, 1);
      return;
    }
    JsonObject provenance = provenance(interaction.interaction());
    switch (format) {
      case OPENAI -> writeChat(lesson, provenance);
      case SHAREGPT -> writeTurns(lesson, provenance);
      case PREFERENCES -> writePair(lesson, interaction.tags(), provenance);
    }
  }

  /** How many lines were written. */
  public long lines() {
    return lines;
  }

  /** How many of them lack the reasoning that there was. */
  public long withoutReasoning() {
    return withoutReasoning;
  }

  /**
   * How many interactions are in no line so far, by reason: {@code failed}, {@code truncated},
   * {@code empty}, {@code unlinked}, {@code unsupported}; of pairs also {@code unjudged}, {@code
   * contradictory}, {@code unpaired} and {@code same_answer}.
   */
  public SortedMap<String, Long> leftOut() {
    SortedMap<String, Long> all = new TreeMap<>(leftOut);
    if (judged > paired) {
      all.put(InteractionJson.word(Unfit.UNPAIRED), judged - paired);
    }
    return Collections.unmodifiableSortedMap(all);
  }

  private void writeChat(Lesson lesson, JsonObject provenance) throws IOException {
    JsonArray messages = ChatMessages.conversation(lesson.system(), lesson.messages());
    if (messages == null) {
      leaveOut(Unfit.UNSUPPORTED, 1);
      return;
    }
    line(
        lesson,
        new ObjectBuilder()
            .put("messages", messages)
            .put("tools", ChatMessages.tools(lesson.tools()))
            .put("metadata", provenance)
            .build());
  }

  private void writeTurns(Lesson lesson, JsonObject provenance) throws IOException {
    JsonArray turns = ShareGpt.turns(lesson.messages());
    if (turns == null) {
      leaveOut(Unfit.UNSUPPORTED, 1);
      return;
    }
    line(
        lesson,
        new ObjectBuilder()
            .put("conversations", turns)
            .put("system", lesson.system() == null ? "" : lesson.system())
            .put("tools", lesson.tools().isEmpty() ? "" : tools(lesson.tools()))
            .put("metadata", provenance)
            .build());
  }

  /** As one text, which is where the format has them. */
  private static String tools(List<JsonObject> tools) {
    return Json.write(ObjectBuilder.array(tools, tool -> tool));
  }

  private void writePair(Lesson lesson, Set<Tag> tags, JsonObject provenance) throws IOException {
    if (tags.size() != 1) {
      leaveOut(tags.isEmpty() ? Unfit.UNJUDGED : Unfit.CONTRADICTORY, 1);
      return;
    }
    JsonArray prompt = ChatMessages.conversation(lesson.system(), lesson.asked());
    JsonArray messages = ChatMessages.conversation(null, lesson.answered());
    if (prompt == null || messages == null) {
      leaveOut(Unfit.UNSUPPORTED, 1);
      return;
    }
    judged++;
    JsonArray tools = ChatMessages.tools(lesson.tools());
    PreferencePairs.Answer answer =
        new PreferencePairs.Answer(tags.iterator().next(), messages, provenance);
    PreferencePairs.Answer other = pairs.match(input(prompt, tools), answer);
    if (other == null) {
      return;
    }
    paired += 2;
    if (other.messages().equals(messages)) {
      leaveOut(Unfit.SAME_ANSWER, 2);
    } else {
      line(lesson, PreferencePairs.line(prompt, tools, answer, other));
    }
  }

  private static JsonValue input(JsonArray prompt, @Nullable JsonArray tools) {
    return new ObjectBuilder().put("prompt", prompt).put("tools", tools).build();
  }

  private void line(Lesson lesson, JsonObject line) throws IOException {
    out.append(Json.write(line)).append('\n');
    lines++;
    withoutReasoning += lesson.hasReasoning() ? 1 : 0;
  }

  private void leaveOut(Unfit why, long interactions) {
    leftOut.merge(InteractionJson.word(why), interactions, Long::sum);
  }

  private static JsonObject provenance(Interaction interaction) {
    ObjectBuilder json = new ObjectBuilder().put("trace_id", interaction.traceId());
    for (String id : IDS) {
      String text = interaction.metadata().text(id);
      if (text != null) {
        json.put(id.equals("trace_id") ? "stored_trace_id" : id, text);
      }
    }
    return json.put("provider", interaction.provider())
        .put("model", interaction.model())
        .put("timestamp", interaction.start())
        .build();
  }
}
