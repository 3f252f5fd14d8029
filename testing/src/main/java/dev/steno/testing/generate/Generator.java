// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.generate;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.List;
import java.util.SplittableRandom;

/** Makes ids, texts, messages and usage; the same ones for the same seed. For one thread. */
public final class Generator {
  private static final List<String> WORDS =
      List.of(
          "order",
          "parcel",
          "refund",
          "where",
          "is",
          "my",
          "the",
          "late",
          "invoice",
          "please",
          "customer",
          "address",
          "wrong",
          "size",
          "blue",
          "kettle",
          "broken",
          "lid",
          "return",
          "label",
          "courier",
          "monday",
          "warehouse",
          "stock",
          "delivery",
          "window",
          "thanks");
  private final SplittableRandom random;

  private Generator(long seed) {
    random = new SplittableRandom(seed);
  }

  /** A generator of what this seed makes. */
  public static Generator seeded(long seed) {
    return new Generator(seed);
  }

  /** A number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** A trace id. */
  public TraceId traceId() {
    return new TraceId(random.nextLong(), random.nextLong() | 1);
  }

  /** A span id. */
  public SpanId spanId() {
    return new SpanId(random.nextLong() | 1);
  }

  /** So many words with spaces between. */
  public String words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS.get(below(WORDS.size())));
    }
    return text.toString();
  }

  /** One of the {@linkplain HostileText hostile texts}. */
  public String hostile() {
    List<String> texts = HostileText.all();
    return texts.get(below(texts.size()));
  }

  /** A message of a person. */
  public Message question() {
    return Message.text("user", words(4 + below(12)));
  }

  /** An answer in words. */
  public Message answer() {
    return Message.text("assistant", words(10 + below(30)));
  }

  /** An answer that calls a tool; its id is {@code callId}. */
  public Message call(String callId) {
    String arguments = "{\"order\": \"" + (1000 + below(9000)) + "\"}";
    ToolCall call = ToolCall.function(callId, "look_up_order", arguments);
    return new Message("assistant", List.of(), null, List.of(call), null, null);
  }

  /** The result of the call. */
  public Message result(String callId) {
    return Message.tool(
        callId, "{\"status\": \"" + words(1) + "\", \"note\": \"" + words(8) + "\"}");
  }

  /** Usage with every part but reasoning. */
  public Usage usage() {
    return new Usage(
        (long) below(2000),
        (long) below(2000),
        (long) below(100),
        (long) below(500),
        null,
        JsonObject.EMPTY);
  }
}
