// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.content.Content;
import dev.steno.client.content.SafeText;
import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a trace when it begins. The ids and the release stand on each of its spans,
 * everything else on those at its top. Null is not known. For one thread.
 */
public final class TraceOptions {
  private static final AttributeKey<String> ENVIRONMENT =
      AttributeKey.stringKey("deployment.environment.name");
  private static final int LONGEST = 100_000;

  private final AttributesBuilder everywhere = Attributes.builder();
  private final AttributesBuilder onRoots = Attributes.builder();
  private @Nullable String environment;
  private @Nullable String root;
  private boolean separate;

  TraceOptions() {}

  /** The conversation, in which messages are kept once. */
  public TraceOptions conversationId(@Nullable String id) {
    put(everywhere, "gen_ai.conversation.id", id);
    return this;
  }

  /** The session, where it is told apart from the conversation. */
  public TraceOptions sessionId(@Nullable String id) {
    put(everywhere, "session.id", id);
    return this;
  }

  /** The channel by which the person came, such as {@code web}. */
  public TraceOptions channelId(@Nullable String id) {
    put(everywhere, StenoAttributes.CHANNEL, id);
    return this;
  }

  /** The deployment environment, such as {@code production}. */
  public TraceOptions environment(@Nullable String name) {
    environment = name;
    return this;
  }

  /** The person. */
  public TraceOptions user(User user) {
    put(everywhere, "user.id", user.id());
    put(onRoots, "user.email", user.email());
    put(onRoots, "user.phone", user.phone());
    put(onRoots, "user.name", user.name());
    user.extras().forEach((key, value) -> putAny("user." + key, value));
    return this;
  }

  /**
   * Something else that is known, under a name of the application's own.
   *
   * @param key {@code environment} sets the environment too, if nothing else does
   * @param value text, a number, a boolean, or any object, which is recorded as JSON
   */
  public TraceOptions metadata(String key, @Nullable Object value) {
    putAny(StenoAttributes.METADATA + key, value);
    if (key.equals("environment") && environment == null && value != null) {
      environment = SafeText.of(value);
    }
    return this;
  }

  /** Whatever else is known, by name. */
  public TraceOptions metadata(Map<String, ?> metadata) {
    metadata.forEach(this::metadata);
    return this;
  }

  /** The release of the application, if it is not the one of the whole client. */
  public TraceOptions release(@Nullable String name) {
    put(everywhere, StenoAttributes.RELEASE, name);
    return this;
  }

  /** Tags. */
  public TraceOptions tags(String... tags) {
    onRoots.put(AttributeKey.stringArrayKey(StenoAttributes.TAGS), List.of(tags));
    return this;
  }

  /**
   * Begins a span of this name with the trace, in which everything else stands; it ends when the
   * trace is closed, or cannot be reached any more. Without it what is begun in the trace stands
   * side by side.
   */
  public TraceOptions root(String name) {
    root = name;
    return this;
  }

  /** Begins a trace of its own, even where a span is current that it would else be part of. */
  public TraceOptions separate() {
    separate = true;
    return this;
  }

  @Nullable String rootName() {
    return root;
  }

  boolean isSeparate() {
    return separate;
  }

  Attributes everywhere() {
    put(everywhere, ENVIRONMENT.getKey(), environment);
    return everywhere.build();
  }

  Attributes onRoots() {
    return onRoots.build();
  }

  private void putAny(String key, @Nullable Object value) {
    if (value instanceof Boolean bool) {
      onRoots.put(key, bool);
    } else if (value instanceof Integer || value instanceof Long) {
      onRoots.put(key, ((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      onRoots.put(key, ((Number) value).doubleValue());
    } else if (value != null) {
      onRoots.put(key, Content.of(value, LONGEST).text());
    }
  }

  private static void put(AttributesBuilder to, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      to.put(key, SafeText.cut(value, LONGEST));
    }
  }
}
