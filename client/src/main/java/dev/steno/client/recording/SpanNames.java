// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.recording;

import dev.steno.codec.StenoAttributes;
import dev.steno.model.SpanType;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What spans are called: few names, without content. Stateless. */
public final class SpanNames {
  /** The type of a span. */
  public static final AttributeKey<String> TYPE = AttributeKey.stringKey(StenoAttributes.TYPE);

  /** The operation of a span. */
  public static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");

  private static final String[] NAMES = new String[SpanType.values().length];

  static {
    for (SpanType type : SpanType.values()) {
      String operation = operation(type);
      NAMES[type.ordinal()] = operation == null ? type.name().toLowerCase(Locale.ROOT) : operation;
    }
  }

  private SpanNames() {}

  /** The name of a span of which nothing but its type is known. */
  public static String of(SpanType type) {
    return NAMES[type.ordinal()];
  }

  /** The operation that the conventions have for a type; null if they have none. */
  public static @Nullable String operation(SpanType type) {
    return switch (type) {
      case GENERATION -> "chat";
      case TOOL -> "execute_tool";
      case AGENT -> "invoke_agent";
      case RETRIEVAL -> "retrieval";
      case EMBEDDING -> "embeddings";
      case WORKFLOW -> "invoke_workflow";
      default -> null;
    };
  }
}
