// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.dialect;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Steno's own client writes: the GenAI conventions, the type of the span, and input and output
 * of which it is told whether they are JSON, so that a text that looks like JSON stays a text.
 */
final class StenoClient implements Dialect {
  private static final Set<String> TYPES =
      Set.copyOf(Arrays.stream(SpanType.values()).map(SpanType::name).toList());
  private static final List<String> INPUTS =
      List.of(StenoAttributes.INPUT, "gen_ai.tool.call.arguments", "gen_ai.retrieval.query.text");
  private static final List<String> OUTPUTS =
      List.of(StenoAttributes.OUTPUT, "gen_ai.tool.call.result", "gen_ai.retrieval.documents");

  private final GenAi conventions = new GenAi();

  @Override
  public boolean recognises(Draft draft) {
    return draft.attributes.containsKey(StenoAttributes.TYPE);
  }

  @Override
  public void apply(Draft draft) {
    JsonValue input = taken(draft, INPUTS, StenoAttributes.INPUT_FORM);
    JsonValue output = taken(draft, OUTPUTS, StenoAttributes.OUTPUT_FORM);
    if (conventions.recognises(draft)) {
      conventions.apply(draft);
    }
    readAttempts(draft);
    draft.input = input != null ? input : draft.input;
    draft.output = output != null ? output : draft.output;
    String type = draft.text(StenoAttributes.TYPE);
    if (type != null && TYPES.contains(type)) {
      draft.attributes.remove(StenoAttributes.TYPE);
      draft.type = SpanType.valueOf(type);
    }
  }

  private static void readAttempts(Draft draft) {
    Long attempts = Scalars.count(draft.attributes.get(StenoAttributes.ATTEMPTS));
    if (draft.generation != null && attempts != null && attempts <= Integer.MAX_VALUE) {
      draft.attributes.remove(StenoAttributes.ATTEMPTS);
      draft.generation = draft.generation.toBuilder().attempts(attempts.intValue()).build();
    }
  }

  /** The first of these attributes that is there, taken out with the one that tells its form. */
  private static @Nullable JsonValue taken(Draft draft, List<String> keys, String form) {
    for (String key : keys) {
      JsonValue value = draft.attributes.get(key);
      if (value == null) {
        continue;
      }
      if (!StenoAttributes.JSON.equals(draft.text(form)) || !(value instanceof JsonString text)) {
        draft.attributes.remove(key);
        return value;
      }
      JsonValue json = draft.strings.json(text.value());
      if (json == null) {
        draft.flags.add(Draft.CONTENT_FLAG);
        return null;
      }
      draft.attributes.remove(key);
      draft.attributes.remove(form);
      return json;
    }
    return null;
  }
}
