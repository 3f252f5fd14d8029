// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.chat;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.client.Steno;
import dev.steno.client.StenoBuilder;
import dev.steno.codec.StenoAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where a talk is recorded, if anywhere. For one thread, but that it may be closed by another. */
final class Recording implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final AttributeKey<String> INTERACTION =
      AttributeKey.stringKey(StenoAttributes.INTERACTION);

  private final Steno steno;
  private final @Nullable Rest rest;
  private final String project;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Recording(Steno steno, @Nullable Rest rest, String project) {
    this.steno = steno;
    this.rest = rest;
    this.project = project;
  }

  /** Where the options lead to: a server that is named or runs, a directory that is named. */
  static Recording at(ServerOptions server, Path home) {
    if (!server.isNamed() && !server.hasServer()) {
      return new Recording(Steno.noop(), null, "");
    }
    Rest rest = server.connect();
    StenoBuilder builder =
        Steno.builder()
            .serviceName("steno chat")
            .endpoint(rest.address())
            .sending(o -> o.spoolDirectory(home.resolve(".steno").resolve("client-spool")));
    if (rest.key() != null) {
      builder.apiKey(rest.key());
    }
    if (server.project() != null) {
      builder.project(server.project());
    }
    String project = server.project() == null ? "default" : server.project();
    return new Recording(builder.build(), rest, project);
  }

  Steno client() {
    return steno;
  }

  boolean isOn() {
    return rest != null;
  }

  /** The page of a conversation; null if nothing is recorded. */
  @Nullable URI conversation(String id) {
    return page("/s/" + Rest.segment(id));
  }

  /** The page of a trace; null if nothing is recorded. */
  @Nullable URI trace(String id) {
    return page("/t/" + id);
  }

  private @Nullable URI page(String path) {
    if (rest == null) {
      return null;
    }
    String base = rest.address().toString().replaceAll("/+$", "");
    return URI.create(base + "/p/" + Rest.segment(project) + path);
  }

  /** The id of the trace that an interaction is; null if it is not among the last ones. */
  @Nullable String traceOf(String interaction) {
    return steno.recent().spans().stream()
        .filter(span -> interaction.equals(span.getAttributes().get(INTERACTION)))
        .map(SpanData::getTraceId)
        .findFirst()
        .orElse(null);
  }

  /** Ends it; true if all that was said is where it should be. */
  boolean end() {
    boolean delivered = steno.close(CLOSING);
    if (rest != null && !closed.getAndSet(true)) {
      rest.close();
    }
    return delivered;
  }

  /** Idempotent. */
  @Override
  public void close() {
    end();
  }
}
