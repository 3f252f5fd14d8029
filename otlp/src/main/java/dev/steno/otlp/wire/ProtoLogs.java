// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import java.io.IOException;

/** Reads a log record in protobuf. */
final class ProtoLogs {

  private ProtoLogs() {}

  static WireLog read(ProtoFields fields) throws IOException, Rejection {
    WireLog log = new WireLog();
    fields.item(tag -> field(fields, log, tag));
    return log;
  }

  private static boolean field(ProtoFields fields, WireLog log, int tag)
      throws IOException, Rejection {
    switch (tag) {
      case Tags.LOG_TIME -> log.time = fields.in.readFixed64();
      case Tags.LOG_OBSERVED -> log.observed = fields.in.readFixed64();
      case Tags.LOG_SEVERITY -> log.severity = fields.in.readEnum();
      case Tags.LOG_SEVERITY_TEXT -> log.severityText = fields.text();
      case Tags.LOG_EVENT_NAME -> log.eventName = fields.text();
      case Tags.LOG_BODY -> log.body = fields.anyValue();
      case Tags.LOG_ATTRIBUTES -> fields.attribute(log.attributes);
      case Tags.LOG_DROPPED -> log.attributes.addDropped(fields.count());
      case Tags.LOG_TRACE_ID -> log.traceId = Ids.traceOrNone(fields.in.readByteArray());
      case Tags.LOG_SPAN_ID -> log.spanId = Ids.parent(fields.in.readByteArray());
      default -> {
        return false;
      }
    }
    return true;
  }
}
