// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.codec.CodecException;
import dev.steno.model.Feedback;
import dev.steno.model.TraceId;
import dev.steno.model.json.JsonValue.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server recorded, and gives feedback on it. Thread-safe. Each method asks the server
 * once a page, waits for the answer no longer than the timeout, and throws {@link ReadException} if
 * there is none.
 */
public final class StenoReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final RestApi api;

  private StenoReader(Builder builder) {
    api = new RestApi(builder.endpoint, builder.key, builder.project, builder.timeout);
  }

  /**
   * A reader of the server of {@code STENO_ENDPOINT} (by default http://localhost:4318), with the
   * key {@code STENO_API_KEY} and the project {@code STENO_PROJECT} if they are set.
   */
  public static StenoReader create() {
    return of(System.getenv());
  }

  /** A reader of what these variables name, as {@link #create} reads them. */
  static StenoReader of(Map<String, String> environment) {
    String endpoint = environment.getOrDefault("STENO_ENDPOINT", "").strip();
    Builder builder = builder(endpoint.isEmpty() ? "http://localhost:4318" : endpoint);
    return builder
        .key(environment.get("STENO_API_KEY"))
        .project(environment.get("STENO_PROJECT"))
        .build();
  }

  /**
   * A builder of a reader.
   *
   * @param endpoint the server's address, with its base path if it has one
   * @throws IllegalArgumentException if it is no http or https address
   */
  public static Builder builder(String endpoint) {
    return new Builder(endpoint);
  }

  /**
   * The traces that meet a query, latest first. The stream asks for a page when it is needed, so
   * {@code limit} bounds what is read; it need not be closed.
   *
   * @param query in the query language; "" for all
   */
  public Stream<TraceRow> traces(String query) {
    return Pages.of(
        cursor -> page("/traces", query.isBlank() ? null : query, cursor),
        page -> read(() -> Documents.objects(page, "traces").stream().map(TraceRow::of).toList()));
  }

  /** A trace whole; empty if there is none of that id in the project. */
  public Optional<RecordedTrace> trace(TraceId id) {
    return ifThere(() -> api.get("/traces/" + id.hex(), Map.of()))
        .map(document -> read(() -> Documents.trace(document)));
  }

  private static Optional<JsonObject> ifThere(Supplier<JsonObject> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ReadException e) {
      if (e.kind() == ReadException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The traces of a conversation, earliest first, page by page as {@link #traces}.
   *
   * @param id as its spans name it; if none does, reading throws NOT_FOUND
   */
  public Stream<RecordedTrace> conversation(String id) {
    String path = "/conversations/" + RestApi.segment(id);
    return Pages.of(
        cursor -> page(path, null, cursor), page -> read(() -> Documents.conversation(page)));
  }

  /**
   * The model calls of a trace in order, each with what is new in it; none if there is no trace of
   * that id in the project.
   */
  public List<RecordedStep> steps(TraceId id) {
    return ifThere(() -> api.get("/traces/" + id.hex() + "/steps", Map.of()))
        .map(document -> read(() -> steps(document)))
        .orElse(List.of());
  }

  /**
   * The model calls of a conversation in order, page by page as {@link #traces}: a turn goes on
   * where the agent's last one ended, on the same page.
   *
   * @param id as its spans name it; if none does, reading throws NOT_FOUND
   */
  public Stream<RecordedStep> steps(String id) {
    String path = "/conversations/" + RestApi.segment(id) + "/steps";
    return Pages.of(cursor -> page(path, null, cursor), page -> read(() -> steps(page)));
  }

  /** The feedback on a trace and its spans, oldest first; none if the trace is not there yet. */
  public List<Feedback> feedback(TraceId id) {
    return trace(id).map(RecordedTrace::feedback).orElse(List.of());
  }

  /**
   * Gives feedback.
   *
   * @return the id of what is kept, which is the earlier one if its key was seen before
   */
  public String add(NewFeedback feedback) {
    JsonObject answer = api.post("/feedback", feedback.toJson());
    String id = answer.get("feedback") instanceof JsonObject kept ? kept.text("id") : null;
    if (id == null) {
      throw api.foreign(null);
    }
    return id;
  }

  private static List<RecordedStep> steps(JsonObject page) {
    return Documents.objects(page, "steps").stream().map(RecordedStep::of).toList();
  }

  private JsonObject page(String path, @Nullable String query, @Nullable String cursor) {
    Map<String, @Nullable String> parameters = new HashMap<>();
    parameters.put("q", query);
    parameters.put("cursor", cursor);
    return api.get(path, parameters);
  }

  private <T> T read(Supplier<T> document) {
    try {
      return document.get();
    } catch (CodecException | IllegalArgumentException e) {
      throw api.foreign(e);
    }
  }

  /** Builds a reader. For one thread. */
  public static final class Builder {
    private final URI endpoint;
    private @Nullable String key;
    private @Nullable String project;
    private Duration timeout = TIMEOUT;

    private Builder(String endpoint) {
      this.endpoint = checked(endpoint);
    }

    /** What to be known by; null or blank for nothing. */
    public Builder key(@Nullable String key) {
      this.key = key == null || key.isBlank() ? null : key.strip();
      return this;
    }

    /** The project to read; null or blank for the key's own, else the default one. */
    public Builder project(@Nullable String project) {
      this.project = project == null || project.isBlank() ? null : project.strip();
      return this;
    }

    /** How long one answer may take, 30 seconds unless told. */
    public Builder timeout(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout: " + timeout + " (expected: more than zero)");
      }
      this.timeout = timeout;
      return this;
    }

    /** The reader. Nothing is asked before its first method is. */
    public StenoReader build() {
      return new StenoReader(this);
    }

    private static URI checked(String endpoint) {
      try {
        URI uri = URI.create(endpoint);
        if (uri.getHost() != null
            && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
          return uri;
        }
      } catch (IllegalArgumentException e) {
        throw refused(endpoint);
      }
      throw refused(endpoint);
    }

    private static IllegalArgumentException refused(String endpoint) {
      return new IllegalArgumentException(
          "endpoint: " + endpoint + " (expected: such as http://localhost:4318)");
    }
  }
}
