// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.codec.MessageJson;
import dev.steno.model.SpanEvent;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a draft, from its attributes or from an event of its own that carries them. What
 * was read is removed there; what cannot be read stays, and the draft is flagged. For one thread.
 */
final class GenAiContent {
  private final Draft draft;
  private List<String> reasonsOfMessages = List.of();

  GenAiContent(Draft draft) {
    this.draft = draft;
  }

  boolean hasMessages() {
    return find(GenAi.INPUT) != null || find(GenAi.OUTPUT) != null;
  }

  /** The finish reasons that the output messages told. */
  List<String> finishReasons() {
    return reasonsOfMessages;
  }

  void readExchange() {
    List<Message> system = system();
    List<Message> input = flat(read(GenAi.INPUT, "user"));
    List<List<Message>> choices = choices();
    List<JsonValue> tools = tools();
    if (input != null) {
      List<Message> all = new ArrayList<>(system);
      all.addAll(input);
      Exchange exchange = Exchange.of(tools, all, choices);
      // No system message here says nothing: they may come with another part of the span.
      boolean none = exchange.system() == null || exchange.system().isEmpty();
      draft.exchange =
          new Exchange(tools, none ? null : exchange.system(), exchange.messages(), choices);
    } else {
      draft.exchange = new Exchange(tools, system.isEmpty() ? null : system, null, choices);
    }
    draft.exchange = draft.exchange.isEmpty() ? null : draft.exchange;
  }

  /** For a span that is no model call, such as an agent's: its messages are plain JSON. */
  void readInputAndOutput() {
    List<Message> input = draft.input == null ? flat(read(GenAi.INPUT, "user")) : null;
    draft.input = input == null ? draft.input : MessageJson.toJson(input);
    List<Message> output = draft.output == null ? flat(read(GenAi.OUTPUT, "assistant")) : null;
    draft.output = output == null ? draft.output : MessageJson.toJson(output);
  }

  private @Nullable List<List<Message>> choices() {
    List<List<Message>> messages = read(GenAi.OUTPUT, "assistant");
    if (messages == null || messages.size() < 2) {
      return messages;
    }
    int reasons = GenAiCall.finishReasons(draft).size();
    reasons = reasons > 0 ? reasons : reasonsOfMessages.size();
    // Each message is a choice, the conventions say; but some emitters write one answer as several.
    List<Message> all = Objects.requireNonNull(flat(messages));
    return reasons > 0 && reasons != messages.size() ? List.of(all) : messages;
  }

  /** One list of messages for each that the source wrote; null if there are none to be read. */
  private @Nullable List<List<Message>> read(String key, String role) {
    JsonValue value = find(key);
    if (value == null) {
      return null;
    }
    List<ReadMessage> elements = draft.strings.messages(value, role);
    if (elements == null) {
      draft.flags.add(Draft.CONTENT_FLAG);
      return null;
    }
    List<List<Message>> messages = new ArrayList<>(elements.size());
    List<String> reasons = new ArrayList<>();
    for (ReadMessage element : elements) {
      messages.add(element.messages());
      if (element.finishReason() != null) {
        reasons.add(element.finishReason());
      }
    }
    if (key.equals(GenAi.OUTPUT)) {
      reasonsOfMessages = reasons;
    }
    remove(key, value);
    return messages;
  }

  private List<Message> system() {
    JsonValue value = find(GenAi.SYSTEM);
    if (value == null) {
      return List.of();
    }
    JsonValue decoded = draft.strings.decoded(value);
    if (JsonStrings.isCutOff(decoded)) {
      draft.flags.add(Draft.CONTENT_FLAG);
      return List.of();
    }
    List<JsonValue> elements = draft.strings.list(decoded);
    List<JsonValue> parts = elements == null ? List.of(decoded) : elements;
    remove(GenAi.SYSTEM, value);
    boolean whole = !parts.isEmpty() && parts.stream().allMatch(GenAiMessage::isMessage);
    List<Message> messages = new ArrayList<>();
    if (whole) {
      parts.forEach(
          part -> messages.addAll(new GenAiMessage((JsonObject) part, "system").messages()));
    } else if (!parts.isEmpty()) {
      messages.addAll(GenAiMessage.ofParts("system", parts));
    }
    return messages;
  }

  private @Nullable List<JsonValue> tools() {
    JsonValue value = find(GenAi.TOOLS);
    if (value == null) {
      return null;
    }
    JsonValue decoded = draft.strings.decoded(value);
    List<JsonValue> tools =
        decoded instanceof JsonObject ? List.of(decoded) : draft.strings.list(decoded);
    if (tools == null) {
      draft.flags.add(Draft.CONTENT_FLAG);
    } else {
      remove(GenAi.TOOLS, value);
    }
    return tools;
  }

  private @Nullable JsonValue find(String key) {
    JsonValue value = draft.attributes.get(key);
    if (says(value)) {
      return value;
    }
    for (SpanEvent event : draft.events) {
      JsonValue told = event.attributes().get(key);
      if (event.name().equals(GenAi.DETAILS) && says(told)) {
        return told;
      }
    }
    return null;
  }

  private static boolean says(@Nullable JsonValue value) {
    return !JsonStrings.isRedacted(value)
        && !JsonObject.EMPTY.equals(value)
        && !JsonValue.of("{}").equals(value);
  }

  /** Removes what was read, and the copy of it that emitters put on the event as well. */
  private void remove(String key, JsonValue value) {
    draft.attributes.remove(key, value);
    draft.events = draft.events.stream().map(event -> without(event, key, value)).toList();
  }

  private static SpanEvent without(SpanEvent event, String key, JsonValue value) {
    if (!event.name().equals(GenAi.DETAILS) || !value.equals(event.attributes().get(key))) {
      return event;
    }
    Map<String, JsonValue> rest = new LinkedHashMap<>(event.attributes().members());
    rest.remove(key);
    return new SpanEvent(event.name(), event.time(), new JsonObject(rest));
  }

  private static @Nullable List<Message> flat(@Nullable List<List<Message>> messages) {
    return messages == null ? null : messages.stream().flatMap(List::stream).toList();
  }
}
