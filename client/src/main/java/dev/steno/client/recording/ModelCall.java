// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import dev.steno.client.content.SafeText;
import dev.steno.codec.GenAiMessageJson;
import dev.steno.codec.Json;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a model call in the words of the GenAI conventions. Thread-safe. */
public final class ModelCall {
  private static final AttributeKey<String> INPUT = AttributeKey.stringKey("gen_ai.input.messages");
  private static final AttributeKey<String> OUTPUT =
      AttributeKey.stringKey("gen_ai.output.messages");
  private static final AttributeKey<String> SYSTEM =
      AttributeKey.stringKey("gen_ai.system_instructions");
  private static final AttributeKey<String> TOOLS =
      AttributeKey.stringKey("gen_ai.tool.definitions");
  private static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

  private static final AttributeKey<Long> INPUT_TOKENS = tokens("input_tokens");
  private static final AttributeKey<Long> OUTPUT_TOKENS = tokens("output_tokens");
  private static final AttributeKey<Long> CACHE_READ = tokens("cache_read.input_tokens");
  private static final AttributeKey<Long> CACHE_WRITE = tokens("cache_creation.input_tokens");
  private static final AttributeKey<Long> REASONING = tokens("reasoning.output_tokens");

  private final Live live;
  private final long begun;
  private boolean hasMessages;
  private List<String> reasons = List.of();
  private @Nullable StringBuilder text;
  private long chunks;
  private boolean hasFirst;

  /** The call of a span that has just begun. */
  public ModelCall(Live live) {
    this.live = live;
    // A span that can be read knows by itself, and looking at the clock is not free.
    this.begun = live.span instanceof ReadableSpan ? 0 : live.recorder.clock.nanoTime();
  }

  private static AttributeKey<Long> tokens(String name) {
    return AttributeKey.longKey("gen_ai.usage." + name);
  }

  /** Whether an object is a message or a list of some. */
  public static boolean isMessages(@Nullable Object value) {
    return messages(value) != null;
  }

  /** The messages that an object is; null if it is anything else. */
  public static @Nullable List<Message> messages(@Nullable Object value) {
    if (value instanceof Message message) {
      return List.of(message);
    }
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      return null;
    }
    List<Message> messages = new ArrayList<>(list.size());
    for (Object element : list) {
      if (!(element instanceof Message message)) {
        return null;
      }
      messages.add(message);
    }
    return messages;
  }

  /** A parameter by the conventions' name without its prefix. */
  public void parameter(String name, @Nullable Object value) {
    boolean isType = name.equals("output.type");
    live.attribute(isType ? "gen_ai.output.type" : "gen_ai.request." + name, value);
  }

  /** What the model is given, system messages first. */
  public synchronized void input(List<Message> given) {
    hasMessages = true;
    if (!live.recorder.settings.captureContent()) {
      return;
    }
    List<Message> messages = bounded(given);
    int leading = 0;
    while (leading < messages.size() && messages.get(leading).isSystem()) {
      leading++;
    }
    JsonArray system = GenAiMessageJson.systemInstructions(messages.subList(0, leading));
    if (system != null) {
      live.content(SYSTEM, Json.write(system));
      messages = messages.subList(leading, messages.size());
    }
    live.content(INPUT, Json.write(GenAiMessageJson.input(messages)));
  }

  /** The tools that the model may call. */
  public void tools(List<?> definitions) {
    if (live.recorder.settings.captureContent()) {
      live.attribute(TOOLS.getKey(), new Listing(definitions));
    }
  }

  /** A list that is written as JSON also if it is one of texts. */
  private record Listing(List<?> elements) implements Iterable<Object> {
    @Override
    public Iterator<Object> iterator() {
      return new ArrayList<Object>(elements).iterator();
    }
  }

  /** Tokens: input with what was cached, output with reasoning. */
  public void usage(long input, long output) {
    live.span.setAttribute(INPUT_TOKENS, input);
    live.span.setAttribute(OUTPUT_TOKENS, output);
  }

  /** Tokens in their parts; a total is told only if what it counts beside its parts is known. */
  public void usage(Usage usage) {
    tokens(INPUT_TOKENS, usage.inputUncached() == null ? null : usage.inputTokens());
    tokens(CACHE_READ, usage.cacheRead());
    tokens(CACHE_WRITE, usage.cacheWrite());
    tokens(OUTPUT_TOKENS, usage.outputText() == null ? null : usage.outputTokens());
    tokens(REASONING, usage.reasoning());
  }

  private void tokens(AttributeKey<Long> key, @Nullable Long count) {
    if (count != null) {
      live.span.setAttribute(key, count);
    }
  }

  /** What the call cost, as a number if that is exact. */
  public void cost(BigDecimal usd) {
    double rounded = usd.doubleValue();
    boolean exact = Double.isFinite(rounded) && BigDecimal.valueOf(rounded).equals(usd);
    live.attribute("gen_ai.usage.cost", exact ? (Object) rounded : usd.toString());
  }

  /** Why the model stopped, one reason a choice. */
  public synchronized void finishReasons(List<String> given) {
    reasons = List.copyOf(given);
    live.span.setAttribute(FINISH_REASONS, reasons);
  }

  /** The first token is here; later calls are without effect. */
  public synchronized void firstToken() {
    if (!hasFirst) {
      hasFirst = true;
      live.span.setAttribute("gen_ai.response.time_to_first_chunk", sinceBegun() / 1e9);
      live.span.setAttribute("gen_ai.request.stream", true);
    }
  }

  private long sinceBegun() {
    return live.span instanceof ReadableSpan readable
        ? readable.getLatencyNanos()
        : live.recorder.clock.nanoTime() - begun;
  }

  /** A piece of the answer is here. */
  public synchronized void chunk(@Nullable String piece) {
    firstToken();
    chunks++;
    if (piece != null && live.recorder.settings.captureContent()) {
      text = text == null ? new StringBuilder() : text;
      String kept = SafeText.cut(piece, live.recorder.settings.longest() - text.length());
      live.note(piece.length() - kept.length(), 0);
      text.append(kept);
    }
  }

  /** The answer, or anything else; without one, the pieces. */
  public synchronized void output(@Nullable Object given) {
    if (chunks > 0) {
      live.span.setAttribute("steno.chunks", chunks);
    }
    Object output = given == null && text != null ? text.toString() : given;
    List<Message> answers = messages(output);
    if (answers == null && hasMessages && output instanceof CharSequence) {
      answers = List.of(Message.text("assistant", SafeText.of(output)));
    }
    if (answers == null) {
      live.output(output);
    } else {
      live.content(OUTPUT, Json.write(GenAiMessageJson.output(bounded(answers), reasons)));
    }
  }

  /** The call ends without an answer: what there are of pieces is what came out. */
  public synchronized void brokenOff() {
    if (chunks > 0) {
      output(null);
    }
  }

  /** The messages with texts that are not too long. */
  private List<Message> bounded(List<Message> messages) {
    List<Message> bounded = new ArrayList<>(messages.size());
    for (Message message : messages) {
      boolean fits = message.content().stream().allMatch(this::fits);
      bounded.add(fits ? message : cut(message));
    }
    return bounded;
  }

  private boolean fits(ContentBlock block) {
    return !(block instanceof ContentBlock.Text text)
        || text.text().length() <= live.recorder.settings.longest();
  }

  private Message cut(Message message) {
    List<ContentBlock> content = new ArrayList<>();
    for (ContentBlock block : message.content()) {
      if (block instanceof ContentBlock.Text text) {
        String kept = SafeText.cut(text.text(), live.recorder.settings.longest());
        live.note(text.text().length() - kept.length(), 0);
        content.add(new ContentBlock.Text(kept));
      } else {
        content.add(block);
      }
    }
    return new Message(
        message.role(),
        content,
        message.reasoningContent(),
        message.toolCalls(),
        message.toolCallId(),
        message.name());
  }
}
