// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a span in protobuf. For one thread. */
final class ProtoSpans {
  private final ProtoFields fields;
  private final WireSpan span = new WireSpan();

  private ProtoSpans(ProtoFields fields) {
    this.fields = fields;
  }

  static WireSpan read(ProtoFields fields) throws IOException, Rejection {
    ProtoSpans reader = new ProtoSpans(fields);
    fields.item(tag -> reader.step(tag) || reader.detail(tag));
    return reader.span.checked();
  }

  private boolean step(int tag) throws IOException, Rejection {
    switch (tag) {
      case Tags.SPAN_TRACE_ID -> span.traceId = Ids.trace(fields.in.readByteArray());
      case Tags.SPAN_ID -> span.spanId = Ids.span(fields.in.readByteArray());
      case Tags.SPAN_PARENT_ID -> span.parentId = Ids.parent(fields.in.readByteArray());
      case Tags.SPAN_TRACE_STATE -> span.traceState = fields.text();
      case Tags.SPAN_NAME -> span.name = fields.text();
      case Tags.SPAN_KIND -> span.kind = fields.in.readEnum();
      case Tags.SPAN_START -> span.start = fields.in.readFixed64();
      case Tags.SPAN_END -> span.end = fields.in.readFixed64();
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean detail(int tag) throws IOException, Rejection {
    switch (tag) {
      case Tags.SPAN_ATTRIBUTES -> fields.attribute(span.attributes);
      case Tags.SPAN_DROPPED_ATTRIBUTES -> span.attributes.addDropped(fields.count());
      case Tags.SPAN_EVENTS -> new Event().read();
      case Tags.SPAN_DROPPED_EVENTS -> span.droppedEvents += fields.count();
      case Tags.SPAN_LINKS -> new Link().read();
      case Tags.SPAN_DROPPED_LINKS -> span.droppedLinks += fields.count();
      case Tags.SPAN_STATUS -> fields.message(this::status);
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean status(int tag) throws IOException {
    switch (tag) {
      case Tags.STATUS_MESSAGE -> span.statusMessage = fields.text();
      case Tags.STATUS_CODE -> span.status = fields.in.readEnum();
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
      fields.message(this::field);
      span.addEvent(time, name, attributes);
    }

    private boolean field(int tag) throws IOException, Rejection {
      switch (tag) {
        case Tags.EVENT_TIME -> time = fields.in.readFixed64();
        case Tags.EVENT_NAME -> name = fields.text();
        case Tags.EVENT_ATTRIBUTES -> fields.attribute(attributes);
        case Tags.EVENT_DROPPED -> attributes.addDropped(fields.count());
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
      fields.message(this::field);
      span.addLink(trace, target, attributes);
    }

    private boolean field(int tag) throws IOException, Rejection {
      switch (tag) {
        case Tags.LINK_TRACE_ID -> trace = Ids.linkedTrace(fields.in.readByteArray());
        case Tags.LINK_SPAN_ID -> target = Ids.linkedSpan(fields.in.readByteArray());
        case Tags.LINK_ATTRIBUTES -> fields.attribute(attributes);
        case Tags.LINK_DROPPED -> attributes.addDropped(fields.count());
        default -> {
          return false;
        }
      }
      return true;
    }
  }
}
