// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb.tabular;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.model.Cost;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.Usage;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.Message;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a row of a table is. */
public enum RowKind {
  /** A span; model calls have more columns filled. JSON stands as text. */
  SPANS(
      "trace_id VARCHAR, span_id VARCHAR, parent_id VARCHAR, type VARCHAR, name VARCHAR,"
          + " status VARCHAR, status_message VARCHAR, error_type VARCHAR, start_time BIGINT,"
          + " end_time BIGINT, duration_ms DOUBLE, conversation_id VARCHAR, session_id VARCHAR,"
          + " user_id VARCHAR, channel VARCHAR, environment VARCHAR, agent VARCHAR, tool VARCHAR,"
          + " provider VARCHAR, request_model VARCHAR, response_model VARCHAR,"
          + " input_uncached BIGINT, cache_read BIGINT, cache_write BIGINT, output_text BIGINT,"
          + " reasoning BIGINT, cost VARCHAR, cost_source VARCHAR, time_to_first_token_ms DOUBLE,"
          + " input VARCHAR, output VARCHAR, attributes VARCHAR",
      "SELECT * REPLACE (make_timestamp_ns(start_time) AS start_time,"
          + " make_timestamp_ns(end_time) AS end_time,"
          + " TRY_CAST(cost AS DECIMAL(38, 18)) AS cost) FROM rows") {
    @Override
    void append(ExportedTrace trace, Row row) throws SQLException {
      for (Span span : trace.spans()) {
        row.begin();
        putSpan(span, row);
        putCall(span.generation(), row);
        row.text(json(span.input())).text(json(span.output())).text(json(span.attributes()));
        row.end();
      }
    }
  },

  /** A message where it was first said in its trace: by whom, in which span, in which list. */
  MESSAGES(
      "trace_id VARCHAR, span_id VARCHAR, start_time BIGINT, place VARCHAR, position BIGINT,"
          + " message_id VARCHAR, role VARCHAR, text VARCHAR, message VARCHAR",
      "SELECT * REPLACE (make_timestamp_ns(start_time) AS start_time) FROM rows") {
    @Override
    void append(ExportedTrace trace, Row row) throws SQLException {
      for (Span span : trace.spans()) {
        Commit commit = trace.commits().get(span.spanId());
        if (commit != null) {
          putMessages(trace, span, "system", commit.system(), row);
          putMessages(trace, span, "input", commit.added(), row);
          int choice = 0;
          for (List<Hash> ids :
              commit.choices() == null ? List.<List<Hash>>of() : commit.choices()) {
            putMessages(trace, span, "choice " + choice++, ids, row);
          }
        }
      }
    }
  };

  private final String columns;
  private final String select;

  RowKind(String columns, String select) {
    this.columns = columns;
    this.select = select;
  }

  String columns() {
    return columns;
  }

  String select() {
    return select;
  }

  abstract void append(ExportedTrace trace, Row row) throws SQLException;

  private static void putSpan(Span span, Row row) throws SQLException {
    row.text(span.traceId()).text(span.spanId()).text(span.parentId()).text(span.type());
    row.text(span.name()).text(span.status() == null ? null : span.status().wire());
    row.text(span.statusMessage()).text(span.errorType()).time(span.start()).time(span.end());
    row.millis(span.duration().orElse(null));
    row.text(span.grouping().conversation()).text(span.grouping().session());
    row.text(span.grouping().user()).text(span.grouping().channel());
    row.text(span.grouping().environment()).text(span.agent());
    row.text(span.tool() == null ? null : span.tool().name());
  }

  private static void putCall(@Nullable Generation generation, Row row) throws SQLException {
    Generation call = generation == null ? Generation.builder().build() : generation;
    Usage usage = call.usage() == null ? Usage.UNKNOWN : call.usage();
    row.text(call.provider()).text(call.requestModel()).text(call.responseModel());
    row.number(usage.inputUncached()).number(usage.cacheRead()).number(usage.cacheWrite());
    row.number(usage.outputText()).number(usage.reasoning());
    Cost cost = Cost.of(call);
    row.money(cost == null ? null : cost.amount());
    row.text(cost == null ? null : cost.source().wire()).millis(call.timeToFirstToken());
  }

  private static void putMessages(
      ExportedTrace trace, Span span, String place, @Nullable List<Hash> ids, Row row)
      throws SQLException {
    long position = 0;
    for (Hash id : ids == null ? List.<Hash>of() : ids) {
      Message message = trace.messages().get(id);
      row.begin();
      row.text(trace.traceId()).text(span.spanId()).time(span.start()).text(place);
      row.number(position++).text(id);
      row.text(message == null ? null : message.role());
      row.text(message == null ? null : message.text());
      row.text(message == null ? null : Json.write(message.toJson()));
      row.end();
    }
  }

  private static @Nullable String json(@Nullable JsonValue value) {
    return value == null ? null : Json.write(value);
  }
}
