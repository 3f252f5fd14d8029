// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a span in JSON. For one thread. */
final class JsonSpans {
  private final JsonFields fields;
  private final WireSpan span = new WireSpan();

  private JsonSpans(JsonFields fields) {
    this.fields = fields;
  }

  static WireSpan read(JsonFields fields) throws IOException, Rejection {
    JsonSpans reader = new JsonSpans(fields);
    fields.item(name -> reader.step(name) || reader.detail(name));
    return reader.span.checked();
  }

  private boolean step(String name) throws IOException, Rejection {
    switch (name) {
      case "traceId" -> span.traceId = Ids.trace(fields.id());
      case "spanId" -> span.spanId = Ids.span(fields.id());
      case "parentSpanId" -> span.parentId = Ids.parent(fields.id());
      case "traceState" -> span.traceState = fields.text();
      case "name" -> span.name = fields.text();
      case "kind" ->
          span.kind =
              fields.constant(
                  "SPAN_KIND_",
                  "UNSPECIFIED",
                  "INTERNAL",
                  "SERVER",
                  "CLIENT",
                  "PRODUCER",
                  "CONSUMER");
      case "startTimeUnixNano" -> span.start = fields.integer();
      case "endTimeUnixNano" -> span.end = fields.integer();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean detail(String name) throws IOException, Rejection {
    switch (name) {
      case "attributes" -> fields.attributes(span.attributes);
      case "droppedAttributesCount" -> span.attributes.addDropped(fields.count());
      case "events" -> fields.array(() -> new Event().read());
      case "droppedEventsCount" -> span.droppedEvents += fields.count();
      case "links" -> fields.array(() -> new Link().read());
      case "droppedLinksCount" -> span.droppedLinks += fields.count();
      case "status" -> fields.object(this::status);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean status(String name) throws IOException, Rejection {
    switch (name) {
      case "message" -> span.statusMessage = fields.text();
      case "code" -> span.status = fields.constant("STATUS_CODE_", "UNSET", "OK", "ERROR");
      default -> {
        return false;
      }
    }
    return true;
  }

  private final class Event {
    private long time;
    private String name = "";
    private final Attributes attributes = new Attributes();

    void read() throws IOException, Rejection {
      fields.budget.takeValue();
      fields.object(this::member);
      span.addEvent(time, name, attributes);
    }

    private boolean member(String member) throws IOException, Rejection {
      switch (member) {
        case "timeUnixNano" -> time = fields.integer();
        case "name" -> name = fields.text();
        case "attributes" -> fields.attributes(attributes);
        case "droppedAttributesCount" -> attributes.addDropped(fields.count());
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  private final class Link {
    private @Nullable TraceId trace;
    private @Nullable SpanId target;
    private final Attributes attributes = new Attributes();

    void read() throws IOException, Rejection {
      fields.budget.takeValue();
      fields.object(this::member);
      span.addLink(trace, target, attributes);
    }

    private boolean member(String member) throws IOException, Rejection {
      switch (member) {
        case "traceId" -> trace = Ids.linkedTrace(fields.id());
        case "spanId" -> target = Ids.linkedSpan(fields.id());
        case "attributes" -> fields.attributes(attributes);
        case "droppedAttributesCount" -> attributes.addDropped(fields.count());
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
