// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.Interaction.Input;
import dev.steno.model.interaction.Interaction.Status;
import dev.steno.model.interaction.Response;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model can learn from an interaction. Immutable.
 *
 * @param system the system prompt; null if there was none
 * @param asked the conversation up to the question
 * @param answered what follows it, the answer last
 * @param tools the definitions
 */
record Lesson(
    @Nullable String system, List<Message> asked, List<Message> answered, List<JsonObject> tools) {
  private static final Set<String> TRUNCATED =
      Set.of("length", "max_tokens", "max_output_tokens", "model_length");

  /** The whole conversation but the system prompt. */
  List<Message> messages() {
    List<Message> messages = new ArrayList<>(asked);
    messages.addAll(answered);
    return messages;
  }

  /** True if something was thought aloud, which no format here has a place for. */
  boolean hasReasoning() {
    return messages().stream().anyMatch(message -> message.reasoningContent() != null);
  }

  /** Why nothing can be learned from an interaction; null if something can. */
  static @Nullable Unfit unfit(Interaction interaction) {
    if (interaction.status() != Status.OK) {
      return Unfit.FAILED;
    }
    Response response = interaction.response();
    String finish = response == null ? null : response.finishReason();
    if (finish != null && TRUNCATED.contains(finish.toLowerCase(Locale.ROOT))) {
      return Unfit.TRUNCATED;
    }
    Input input = interaction.input();
    boolean nothingAsked = input.prompt() == null && input.messages().isEmpty();
    return nothingAsked || response == null || isEmpty(response.message()) ? Unfit.EMPTY : null;
  }

  private static boolean isEmpty(Message message) {
    boolean silent = message.content().stream().allMatch(ChatMessages::isBlank);
    return silent && message.toolCalls().isEmpty();
  }

  /** The lesson of an interaction that is not unfit; null if its tool calls are not linked. */
  static @Nullable Lesson of(Interaction interaction) {
    Input input = interaction.input();
    List<Message> asked = new ArrayList<>(input.messages());
    if (input.prompt() != null) {
      asked.add(Message.text("user", input.prompt()));
    }
    List<Message> all = new ArrayList<>(asked);
    all.addAll(accepted(interaction));
    List<Message> linked = ToolLinks.linked(all);
    return linked == null
        ? null
        : new Lesson(
            input.systemPrompt(),
            List.copyOf(linked.subList(0, asked.size())),
            List.copyOf(linked.subList(asked.size(), linked.size())),
            input.tools());
  }

  /**
   * The messages of the call without the answers that were not accepted and what they were
   * answered: nobody should learn those.
   */
  private static List<Message> accepted(Interaction interaction) {
    List<Message> accepted = new ArrayList<>();
    for (Message message : interaction.transcript()) {
      if (!message.role().equals("user")) {
        accepted.add(message);
      } else if (!accepted.isEmpty()) {
        accepted.remove(accepted.size() - 1);
      }
    }
    Response response = interaction.response();
    if (accepted.isEmpty() && response != null) {
      accepted.add(response.message());
    }
    return accepted;
  }
}
