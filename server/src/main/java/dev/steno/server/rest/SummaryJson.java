// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import dev.steno.codec.Json;
import dev.steno.codec.UsageJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.storage.TraceSummary;
import java.time.Duration;

/** A row of a list as JSON: previews, never bodies. Stateless. */
public final class SummaryJson {

  private SummaryJson() {}

  /** The row in one line. */
  public static String line(TraceSummary summary) {
    return Json.write(toJson(summary));
  }

  public static JsonObject toJson(TraceSummary summary) {
    TraceSummary.Counts counts = summary.counts();
    return new Members()
        .put("trace_id", summary.traceId().hex())
        .put("project", summary.project())
        .put("name", summary.name())
        .put("status", summary.status().wire())
        .put("start_time", summary.start())
        .put("end_time", summary.end())
        .put(
            "duration_ms",
            summary.end() == null ? null : Duration.between(summary.start(), summary.end()))
        .put("span_count", counts.spans())
        .put("generation_count", counts.generations())
        .put("tool_count", counts.tools())
        .put("error_count", counts.errors())
        .putList("models", summary.models(), JsonValue::of)
        .put("usage", summary.usage() == null ? null : UsageJson.toJson(summary.usage()))
        .putCost(summary.cost())
        .put("conversation_id", summary.grouping().conversation())
        .put("session_id", summary.grouping().session())
        .put("user_id", summary.grouping().user())
        .put("channel", summary.grouping().channel())
        .put("environment", summary.grouping().environment())
        .putLabels(summary.labels())
        .put(
            "preview",
            new Members().put("input", summary.input()).put("output", summary.output()).build())
        .build();
  }
}
