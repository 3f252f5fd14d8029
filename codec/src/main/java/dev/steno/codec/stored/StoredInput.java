// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.stored;

import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the first request of a call asked, and what later ones added to it. Immutable.
 *
 * @param system the leading system messages
 * @param messages the rest
 * @param tools definitions as they came
 * @param rounds the messages after those, which the call itself added
 */
record StoredInput(
    List<Message> system, List<Message> messages, List<JsonValue> tools, List<Message> rounds) {

  static StoredInput of(Span owner, List<SpanPart> calls) {
    Exchange first = calls.isEmpty() ? null : calls.get(0).exchange();
    Exchange last = calls.isEmpty() ? null : calls.get(calls.size() - 1).exchange();
    List<Message> asked = messages(first);
    List<Message> seen = messages(last);
    boolean goesOn = seen.size() >= asked.size() && seen.subList(0, asked.size()).equals(asked);
    JsonValue input = calls.isEmpty() ? owner.input() : calls.get(0).span().input();
    if (asked.isEmpty() && input != null) {
      asked = List.of(Message.text("user", StoredCall.text(input)));
    }
    return new StoredInput(
        first == null || first.system() == null ? List.of() : first.system(),
        asked,
        first == null || first.tools() == null ? List.of() : first.tools(),
        goesOn && first != last ? seen.subList(messages(first).size(), seen.size()) : List.of());
  }

  private static List<Message> messages(@Nullable Exchange exchange) {
    return exchange == null || exchange.messages() == null ? List.of() : exchange.messages();
  }

  /**
   * As an interaction has it. A system message or a last question that is more than text stays
   * among the messages, so that nothing of it is lost.
   */
  Input asked(JsonObject parameters) {
    List<Message> history = new ArrayList<>();
    String prompt = null;
    String systemPrompt = null;
    if (system.stream().allMatch(StoredInput::isText)) {
      systemPrompt = system.stream().map(Message::text).collect(Collectors.joining("\n\n"));
    } else {
      history.addAll(system);
    }
    history.addAll(messages);
    Message last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
    if (last != null && last.role().equals("user") && isText(last)) {
      prompt = last.text();
      history.remove(history.size() - 1);
    }
    return new Input(
        system.isEmpty() ? null : systemPrompt,
        prompt,
        history,
        tools.stream().map(StoredInput::tool).toList(),
        parameters);
  }

  private static boolean isText(Message message) {
    return message.name() == null
        && message.content().stream().allMatch(ContentBlock.Text.class::isInstance);
  }

  /** The definition flat, under the names that interactions use. */
  private static JsonObject tool(JsonValue definition) {
    if (!(definition instanceof JsonObject given)) {
      return new JsonObject(Map.of("definition", definition));
    }
    JsonObject flat = given.get("function") instanceof JsonObject nested ? nested : given;
    if (flat.text("name") == null) {
      return given;
    }
    Map<String, JsonValue> tool = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> member : flat.members().entrySet()) {
      switch (member.getKey()) {
        case "input_schema", "inputSchema" -> tool.put("parameters", member.getValue());
        case "type" -> {}
        default -> tool.put(member.getKey(), member.getValue());
      }
    }
    return new JsonObject(tool);
  }
}
