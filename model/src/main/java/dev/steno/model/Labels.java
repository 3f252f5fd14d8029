// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application put on a span to find it by. Immutable. Attributes say it and stay as they
 * are, in the names of Steno's client, of OpenTelemetry, OpenInference, Langfuse, LangSmith,
 * OpenLLMetry and the AI SDK.
 *
 * <p>Of each kind a span has {@value #MOST} at most. A text of more than {@value #LONGEST} UTF-16
 * units, or one that is no Unicode, is no label.
 *
 * @param tags each once, in the order given; of a trace in alphabetical order
 * @param release the release of the application
 * @param prompts of a span its prompt if it has one, as {@code name} or {@code name@version}; of a
 *     trace those of its spans in alphabetical order
 * @param metadata each {@code key:value}, where no key has a colon
 */
public record Labels(
    List<String> tags, @Nullable String release, List<String> prompts, List<String> metadata) {
  /** Nothing. */
  public static final Labels NONE = new Labels(List.of(), null, List.of(), List.of());

  /** How many tags, and how many pieces of metadata, count. */
  public static final int MOST = 100;

  /** How long a label is at most, in UTF-16 units. */
  public static final int LONGEST = 1_000;

  private static final String TAGS = "steno.tags";
  private static final String RELEASE = "steno.release";
  private static final String PROMPT = "gen_ai.prompt.name";
  private static final List<String> TAG_LISTS =
      List.of(TAGS, "tag.tags", "langfuse.trace.tags", "ai.telemetry.metadata.tags");
  private static final String JOINED_TAGS = "langsmith.span.tags";
  private static final List<String> RELEASES = List.of(RELEASE, "langfuse.release");
  private static final Map<String, String> PROMPT_VERSIONS = new LinkedHashMap<>();
  private static final List<String> METADATA =
      List.of(
          "steno.metadata.",
          "langfuse.trace.metadata.",
          "langfuse.observation.metadata.",
          "langsmith.metadata.",
          "traceloop.association.properties.",
          "ai.telemetry.metadata.");

  static {
    PROMPT_VERSIONS.put(PROMPT, "gen_ai.prompt.version");
    PROMPT_VERSIONS.put("langfuse.observation.prompt.name", "langfuse.observation.prompt.version");
    PROMPT_VERSIONS.put("traceloop.prompt.key", "traceloop.prompt.version");
    PROMPT_VERSIONS.put("prompt.id", "llm.prompt_template.version");
  }

  /** Copies the lists. */
  public Labels {
    tags = List.copyOf(tags);
    prompts = List.copyOf(prompts);
    metadata = List.copyOf(metadata);
  }

  /** The labels of a span, or of a part of one. */
  public static Labels of(Span span) {
    JsonObject attributes = span.attributes();
    String release = release(span);
    if (attributes.isEmpty()) {
      return release == null ? NONE : new Labels(List.of(), release, List.of(), List.of());
    }
    return new Labels(tags(attributes), release, prompts(attributes), metadata(attributes));
  }

  /**
   * The labels of a trace: all tags and prompts, {@value #MOST} of each at most, the first release,
   * and no metadata.
   *
   * @param spans the labels of its spans, the earliest first
   */
  public static Labels ofTrace(List<Labels> spans) {
    return new Labels(
        sorted(spans, Labels::tags),
        spans.stream().map(Labels::release).filter(Objects::nonNull).findFirst().orElse(null),
        sorted(spans, Labels::prompts),
        List.of());
  }

  /** Attributes that say these labels and nothing else, but for the metadata. */
  public JsonObject toAttributes() {
    Map<String, JsonValue> attributes = new LinkedHashMap<>();
    if (!tags.isEmpty()) {
      attributes.put(TAGS, new JsonArray(tags.stream().map(JsonValue::of).toList()));
    }
    if (release != null) {
      attributes.put(RELEASE, JsonValue.of(release));
    }
    prompts.forEach(prompt -> attributes.put(PROMPT, JsonValue.of(prompt)));
    return attributes.isEmpty() ? JsonObject.EMPTY : new JsonObject(attributes);
  }

  private static List<String> sorted(List<Labels> spans, Function<Labels, List<String>> of) {
    TreeSet<String> all = new TreeSet<>();
    spans.forEach(span -> all.addAll(of.apply(span)));
    return all.stream().limit(MOST).toList();
  }

  /**
   * The resource tells it as well, unless there is nothing but a log record yet, without a name.
   */
  private static @Nullable String release(Span span) {
    String own = first(span.attributes(), RELEASES);
    return own != null || span.name() == null
        ? own
        : first(span.origin().resource(), List.of("langfuse.release", "service.version"));
  }

  private static @Nullable String first(JsonObject attributes, Collection<String> names) {
    return names.stream()
        .map(name -> scalar(attributes.get(name)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<String> tags(JsonObject attributes) {
    for (String name : TAG_LISTS) {
      if (attributes.get(name) instanceof JsonArray list) {
        return several(list.elements().stream().map(Labels::scalar));
      }
    }
    String joined = attributes.text(JOINED_TAGS);
    return joined == null ? List.of() : several(Stream.of(joined.split(",")).map(String::strip));
  }

  private static List<String> prompts(JsonObject attributes) {
    for (Map.Entry<String, String> names : PROMPT_VERSIONS.entrySet()) {
      String name = scalar(attributes.get(names.getKey()));
      if (name != null) {
        String version = scalar(attributes.get(names.getValue()));
        return several(Stream.of(version == null ? name : name + "@" + version));
      }
    }
    return List.of();
  }

  private static List<String> metadata(JsonObject attributes) {
    List<String> found = new ArrayList<>();
    attributes
        .members()
        .forEach(
            (name, value) -> {
              for (String prefix : METADATA) {
                if (name.startsWith(prefix) && name.indexOf(':') < 0) {
                  found.add(name.substring(prefix.length()) + ":" + text(value));
                }
              }
            });
    return several(found.stream());
  }

  private static List<String> several(Stream<@Nullable String> texts) {
    return texts
        .filter(text -> text != null && isLabel(text))
        .map(Objects::requireNonNull)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static @Nullable String scalar(@Nullable JsonValue value) {
    if (value == null || value instanceof JsonArray || value instanceof JsonObject) {
      return null;
    }
    String text = text(value);
    return value.equals(JsonValue.NULL) || !isLabel(text) ? null : text;
  }

  private static String text(JsonValue value) {
    return value instanceof JsonString string ? string.value() : value.toString();
  }

  private static boolean isLabel(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
