// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.codec.StenoAttributes;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the names of attributes tell about their values. Names, words, ids and counts by which a
 * span is read stay whatever a rule's pattern says: in a store they are fields by the time its
 * rules are asked, and no texts. Stateless.
 */
final class Vocabulary {
  /** Attributes that hold messages, or parts of one. */
  private static final Set<String> MESSAGES =
      Set.of("gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions");

  private static final Set<String> CONTENT =
      Set.of(
          "gen_ai.input.messages",
          "gen_ai.output.messages",
          "gen_ai.system_instructions",
          "gen_ai.tool.definitions",
          "gen_ai.tool.call.arguments",
          "gen_ai.tool.call.result",
          "gen_ai.retrieval.query.text",
          "gen_ai.retrieval.documents",
          "gen_ai.memory.query.text",
          "gen_ai.memory.records",
          "gen_ai.prompt",
          "gen_ai.completion",
          "gen_ai.evaluation.explanation",
          "exception.message",
          "exception.stacktrace",
          StenoAttributes.INPUT,
          StenoAttributes.OUTPUT);

  private static final Set<String> PROJECT = Set.of("steno.project", "openinference.project.name");

  /** What is read by its words. */
  private static final Set<String> READ =
      Set.of(
          StenoAttributes.TYPE,
          StenoAttributes.INPUT_FORM,
          StenoAttributes.OUTPUT_FORM,
          StenoAttributes.FLAGS,
          StenoAttributes.START_KIND,
          StenoAttributes.START_PARENT,
          StenoAttributes.FEEDBACK + "trace_id",
          StenoAttributes.FEEDBACK + "source",
          StenoAttributes.FEEDBACK + "tag",
          "gen_ai.operation.name",
          "gen_ai.evaluation.name");

  private static final Pattern WORD =
      Pattern.compile("[A-Z]{1,20}|[a-z_]{1,32}|[0-9a-f]{16}|[0-9a-f]{32}|application/json");
  private static final Pattern NAME =
      Pattern.compile("(gen_ai|steno|input|output|exception|error)\\.[a-z_.]{1,60}");

  private Vocabulary() {}

  static boolean isMessages(String key) {
    return MESSAGES.contains(key);
  }

  /** True if the attribute holds what was said. */
  static boolean isContent(String key) {
    return CONTENT.contains(key)
        || key.startsWith("llm.input_messages.")
        || key.startsWith("llm.output_messages.")
        || key.startsWith("gen_ai.prompt.") && !isPromptsName(key)
        || key.startsWith("gen_ai.completion.");
  }

  private static boolean isPromptsName(String key) {
    return key.equals("gen_ai.prompt.name") || key.equals("gen_ai.prompt.version");
  }

  /**
   * True if the value of the attribute is a word, an id or a form by which a span is read, or its
   * project, by which rules are chosen.
   */
  static boolean isRead(String key, String value) {
    return PROJECT.contains(key) || READ.contains(key) && WORD.matcher(value).matches();
  }

  /** True if the attribute's number is a count or a time. */
  static boolean isCount(String key) {
    return key.startsWith("gen_ai.usage.")
        || key.equals("gen_ai.response.time_to_first_chunk")
        || key.startsWith("steno.") && !key.startsWith(StenoAttributes.METADATA);
  }

  /** True if the name is one of the conventions' or of Steno's, by its form. */
  static boolean isName(String key) {
    return NAME.matcher(key).matches() && !key.startsWith(StenoAttributes.METADATA);
  }
}
