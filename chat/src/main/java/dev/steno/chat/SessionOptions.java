// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import static dev.steno.model.json.JsonValue.NULL;

import dev.steno.chat.provider.Parameters;
import dev.steno.chat.session.InteractionLog;
import dev.steno.chat.session.SavedSession;
import dev.steno.chat.session.SavedSession.Defaults;
import dev.steno.chat.session.SavedSession.SavedTool;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a session is opened: what holds for each of its calls that says nothing else. For one thread.
 */
public final class SessionOptions {
  final ModelRequest.Builder defaults = ModelRequest.builder();
  boolean tracing;
  int maxTraces;
  @Nullable String id;

  SessionOptions(int maxTraces) {
    this.maxTraces = maxTraces;
  }

  /** The options of a session that was saved, all but its tools. */
  static SessionOptions of(SavedSession saved) {
    SessionOptions options = new SessionOptions(saved.keeping().maxTraces());
    Defaults kept = saved.defaults();
    options.id(saved.id()).tracing(saved.keeping().tracing()).systemPrompt(kept.systemPrompt());
    options.metadata(kept.metadata().members());
    kept.parameters()
        .members()
        .forEach((name, value) -> options.parameter(name, value.equals(NULL) ? null : value));
    return options;
  }

  /**
   * Takes the saved tools that were not given again.
   *
   * @throws IllegalArgumentException if one of them ran here, since no file keeps a function
   */
  void restore(List<SavedTool> saved) {
    List<String> given = defaults.tools().stream().map(Tool::name).toList();
    for (SavedTool tool : saved) {
      String name = String.valueOf(tool.definition().text("name"));
      if (given.contains(name)) {
        continue;
      }
      if (tool.runsHere()) {
        throw new IllegalArgumentException(
            "tool " + name + " of the session ran here (expected: it to be given again)");
      }
      defaults.tool(Tool.of(tool.definition()));
    }
  }

  /** What a file keeps of a session's defaults. */
  static Defaults saved(ModelRequest.Builder defaults) {
    Map<String, JsonValue> metadata = new LinkedHashMap<>(defaults.metadata());
    metadata.remove(ChatSession.SESSION_ID);
    List<SavedTool> tools =
        defaults.tools().stream()
            .map(tool -> new SavedTool(tool.definition(), tool.function() != null))
            .toList();
    return new Defaults(
        defaults.systemPrompt(), defaults.parameters().toJson(), tools, new JsonObject(metadata));
  }

  /**
   * The session's id, which is the conversation's on the server too; a random one by default.
   *
   * @throws IllegalArgumentException if it is blank or longer than 200 characters
   */
  public SessionOptions id(String id) {
    this.id = InteractionLog.checkedId("id", id);
    return this;
  }

  /** Whether the session keeps its interactions if its model does not; false by default. */
  public SessionOptions tracing(boolean on) {
    tracing = on;
    return this;
  }

  /**
   * How many interactions the session keeps; as many as its model by default, or 100.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public SessionOptions maxTraces(int most) {
    maxTraces = most;
    new InteractionLog(most);
    return this;
  }

  /** What the model is told first. */
  public SessionOptions systemPrompt(@Nullable String text) {
    defaults.systemPrompt(text);
    return this;
  }

  /** A tool that the model may call. */
  public SessionOptions tool(Tool tool) {
    defaults.tool(tool);
    return this;
  }

  /** Tools that the model may call. */
  public SessionOptions tools(List<Tool> more) {
    defaults.tools(more);
    return this;
  }

  /** See {@link Parameters}. */
  public SessionOptions temperature(double value) {
    return parameter("temperature", value);
  }

  /**
   * A parameter; see {@link Parameters}.
   *
   * @throws IllegalArgumentException if a known parameter has another type
   */
  public SessionOptions parameter(String name, @Nullable Object value) {
    defaults.parameter(name, value);
    return this;
  }

  /** What the caller says of every call; copied as JSON, now. Never sent to a model. */
  public SessionOptions metadata(Map<String, ?> more) {
    defaults.metadata(more);
    return this;
  }
}
