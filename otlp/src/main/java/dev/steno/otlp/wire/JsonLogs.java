// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import java.io.IOException;

/** Reads a log record in JSON. */
final class JsonLogs {

  private JsonLogs() {}

  static WireLog read(JsonFields fields) throws IOException, Rejection {
    WireLog log = new WireLog();
    fields.item(name -> member(fields, log, name));
    return log;
  }

  private static boolean member(JsonFields fields, WireLog log, String name)
      throws IOException, Rejection {
    switch (name) {
      case "timeUnixNano" -> log.time = fields.integer();
      case "observedTimeUnixNano" -> log.observed = fields.integer();
      case "severityNumber" -> log.severity = (int) fields.count();
      case "severityText" -> log.severityText = fields.text();
      case "eventName" -> log.eventName = fields.text();
      case "body" -> log.body = fields.anyValue();
      case "attributes" -> fields.attributes(log.attributes);
      case "droppedAttributesCount" -> log.attributes.addDropped(fields.count());
      case "traceId" -> log.traceId = Ids.traceOrNone(fields.id());
      case "spanId" -> log.spanId = Ids.parent(fields.id());
      default -> {
        return false;
      }
    }
    return true;
  }
}
