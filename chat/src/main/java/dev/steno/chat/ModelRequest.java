// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.chat.provider.Parameters;
import dev.steno.chat.session.InteractionLog;
import dev.steno.client.content.Content;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a model is asked. Immutable. */
public final class ModelRequest {
  private static final int LONGEST_METADATA = 65_536;

  final @Nullable String traceId;
  final @Nullable String parent;
  final @Nullable String systemPrompt;
  final List<Message> history;
  final @Nullable Message prompt;
  final List<Tool> tools;
  final int maxToolRounds;
  final Parameters parameters;
  final JsonObject metadata;

  private ModelRequest(Builder builder) {
    traceId = builder.traceId;
    parent = builder.parent;
    systemPrompt = builder.systemPrompt;
    history = List.copyOf(builder.history);
    prompt = builder.prompt();
    tools = List.copyOf(builder.tools);
    maxToolRounds = builder.maxToolRounds;
    parameters = builder.parameters;
    metadata = builder.metadata.isEmpty() ? JsonObject.EMPTY : new JsonObject(builder.metadata);
  }

  /** A request of one user message. */
  public static ModelRequest of(String prompt) {
    return builder().prompt(prompt).build();
  }

  /** A request of which nothing is known yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that begins with this request. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.traceId = traceId;
    builder.parent = parent;
    builder.systemPrompt = systemPrompt;
    builder.history.addAll(history);
    if (prompt != null) {
      builder.blocks.addAll(prompt.content());
    }
    builder.tools.addAll(tools);
    builder.maxToolRounds = maxToolRounds;
    builder.parameters = parameters;
    builder.metadata.putAll(metadata.members());
    return builder;
  }

  /**
   * This request as part of a longer talk: what was said before comes first, and what this one does
   * not say itself is said by {@code defaults}. A tool of this request replaces one of that name.
   *
   * @param said the talk until now
   */
  ModelRequest after(List<Message> said, Builder defaults) {
    Builder builder = toBuilder();
    builder.history.addAll(0, said);
    if (systemPrompt == null) {
      builder.systemPrompt = defaults.systemPrompt;
    }
    List<String> replaced = tools.stream().map(Tool::name).toList();
    List<Tool> others = new ArrayList<>(defaults.tools);
    others.removeIf(tool -> replaced.contains(tool.name()));
    builder.tools.addAll(0, others);
    builder.parameters = parameters.or(defaults.parameters);
    defaults.metadata.forEach(builder.metadata::putIfAbsent);
    return builder.build();
  }

  /** What this request adds to a talk. */
  List<Message> said() {
    List<Message> said = new ArrayList<>(history);
    said.removeIf(Message::isSystem);
    if (prompt != null) {
      said.add(prompt);
    }
    return said;
  }

  /** All that the model sees, the system prompt first. */
  List<Message> messages() {
    List<Message> messages = new ArrayList<>(history.size() + 2);
    if (systemPrompt != null) {
      messages.add(Message.text("system", systemPrompt));
    }
    messages.addAll(history);
    if (prompt != null) {
      messages.add(prompt);
    }
    return messages;
  }

  /** Collects a request. For one thread. */
  public static final class Builder {
    private @Nullable String traceId;
    private @Nullable String parent;
    private @Nullable String systemPrompt;
    private final List<Message> history = new ArrayList<>();
    private final List<ContentBlock> blocks = new ArrayList<>();
    private final List<Tool> tools = new ArrayList<>();
    private int maxToolRounds = 10;
    private Parameters parameters = Parameters.NONE;
    private final Map<String, JsonValue> metadata = new LinkedHashMap<>();

    private Builder() {}

    /**
     * The id of the interaction to come, which must be new; a random one by default.
     *
     * @throws IllegalArgumentException if it is blank or longer than 200 characters
     */
    public Builder traceId(String id) {
      traceId = InteractionLog.checkedId(id);
      return this;
    }

    /** The id of what the call belongs to, such as a workflow. */
    public Builder parent(@Nullable String id) {
      parent = id;
      return this;
    }

    /** What the model is told first. */
    public Builder systemPrompt(@Nullable String text) {
      systemPrompt = text;
      return this;
    }

    /** What the user says now. */
    public Builder prompt(String text) {
      blocks.removeIf(ContentBlock.Text.class::isInstance);
      blocks.add(0, new ContentBlock.Text(text));
      return this;
    }

    /** An image beside the prompt, by its address, which Steno never fetches. */
    public Builder image(String url) {
      return content(new Media(Media.Kind.IMAGE, new Media.Url(url, null)));
    }

    /** An image beside the prompt, in base64. */
    public Builder image(String base64, String mediaType) {
      return content(new Media(Media.Kind.IMAGE, new Media.Base64(base64, mediaType)));
    }

    /** Anything else beside the prompt. */
    public Builder content(ContentBlock block) {
      blocks.add(block);
      return this;
    }

    /** What was said before, oldest first; after what was given already. */
    public Builder messages(List<Message> messages) {
      history.addAll(messages);
      return this;
    }

    /** Tools that the model may call; those that run here are run. */
    public Builder tools(List<Tool> more) {
      tools.addAll(more);
      return this;
    }

    /** A tool that the model may call. */
    public Builder tool(Tool tool) {
      tools.add(tool);
      return this;
    }

    /**
     * How often the model may call tools before the call fails; 10 by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Builder maxToolRounds(int rounds) {
      if (rounds < 0) {
        throw new IllegalArgumentException("maxToolRounds: " + rounds + " (expected: 0 or more)");
      }
      maxToolRounds = rounds;
      return this;
    }

    /** See {@link Parameters}. */
    public Builder temperature(double value) {
      return parameter("temperature", value);
    }

    /** How many tokens the answer may have. */
    public Builder maxOutputTokens(int tokens) {
      return parameter("max_output_tokens", tokens);
    }

    /**
     * A parameter; those that no provider knows in common go to this one as they are.
     *
     * @param value null takes it away
     * @throws IllegalArgumentException if a known parameter has another type
     */
    public Builder parameter(String name, @Nullable Object value) {
      parameters = parameters.with(name, value == null ? null : json(value));
      return this;
    }

    /**
     * What the call is a step of, such as {@code code_generation}: metadata {@code step_type}. In a
     * session it is {@code chat} if nothing else is said.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Builder stepType(String type) {
      if (type.isBlank()) {
        throw new IllegalArgumentException(
            "stepType: \"" + type + "\" (expected: a word such as code_generation)");
      }
      return metadata("step_type", type);
    }

    /**
     * How often the application has tried this step, this time included: metadata {@code
     * attempt_number}. In a session it is 1 if nothing else is said.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder attemptNumber(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("attemptNumber: " + number + " (expected: 1 or more)");
      }
      return metadata("attempt_number", number);
    }

    /** What the caller says of the call; objects are copied as JSON, now. Never sent to a model. */
    public Builder metadata(String key, @Nullable Object value) {
      metadata.put(key, value == null ? JsonValue.NULL : json(value));
      return this;
    }

    /** What the caller says of the call. */
    public Builder metadata(Map<String, ?> more) {
      more.forEach(this::metadata);
      return this;
    }

    /**
     * The request.
     *
     * @throws IllegalArgumentException if it says nothing to the model
     */
    public ModelRequest build() {
      if (blocks.isEmpty() && history.isEmpty()) {
        throw new IllegalArgumentException(
            "the request says nothing (expected: a prompt, or messages)");
      }
      return new ModelRequest(this);
    }

    Parameters parameters() {
      return parameters;
    }

    @Nullable String systemPrompt() {
      return systemPrompt;
    }

    List<Tool> tools() {
      return List.copyOf(tools);
    }

    Map<String, JsonValue> metadata() {
      return Collections.unmodifiableMap(metadata);
    }

    private @Nullable Message prompt() {
      return blocks.isEmpty() ? null : new Message("user", blocks, null, List.of(), null, null);
    }

    private static JsonValue json(Object value) {
      if (value instanceof JsonValue json) {
        return json;
      }
      Content content = Content.of(value, LONGEST_METADATA);
      if (content.json()) {
        try {
          return Json.parse(content.text());
        } catch (CodecException e) {
          return JsonValue.of(content.text());
        }
      }
      return JsonValue.of(content.text());
    }
  }
}
