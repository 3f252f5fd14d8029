// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Map;

/** Where input and output of a span stand: in the conventions' place if there is one. Stateless. */
final class ContentKeys {
  static final AttributeKey<String> INPUT_FORM = AttributeKey.stringKey(StenoAttributes.INPUT_FORM);
  static final AttributeKey<String> OUTPUT_FORM =
      AttributeKey.stringKey(StenoAttributes.OUTPUT_FORM);
  private static final AttributeKey<String> INPUT = AttributeKey.stringKey(StenoAttributes.INPUT);
  private static final AttributeKey<String> OUTPUT = AttributeKey.stringKey(StenoAttributes.OUTPUT);
  private static final AttributeKey<String> ARGUMENTS =
      AttributeKey.stringKey("gen_ai.tool.call.arguments");
  private static final AttributeKey<String> RESULT =
      AttributeKey.stringKey("gen_ai.tool.call.result");
  private static final AttributeKey<String> QUERY =
      AttributeKey.stringKey("gen_ai.retrieval.query.text");
  private static final AttributeKey<String> DOCUMENTS =
      AttributeKey.stringKey("gen_ai.retrieval.documents");

  private ContentKeys() {}

  static AttributeKey<String> input(SpanType type, boolean json) {
    if (type == SpanType.TOOL) {
      return ARGUMENTS;
    }
    return type == SpanType.RETRIEVAL && !json ? QUERY : INPUT;
  }

  static AttributeKey<String> output(SpanType type, Object output) {
    if (type == SpanType.TOOL) {
      return RESULT;
    }
    return type == SpanType.RETRIEVAL && isDocuments(output) ? DOCUMENTS : OUTPUT;
  }

  /** The conventions' documents have an id and a score each. */
  private static boolean isDocuments(Object output) {
    if (!(output instanceof List<?> list)) {
      return false;
    }
    for (Object element : list) {
      if (!(element instanceof Map<?, ?> document)
          || !(document.get("id") instanceof String)
          || !(document.get("score") instanceof Number)) {
        return false;
      }
    }
    return !list.isEmpty();
  }
}
