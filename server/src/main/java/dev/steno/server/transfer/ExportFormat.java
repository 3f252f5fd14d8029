// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.transfer;

import dev.steno.codec.ExportedTrace;
import dev.steno.codec.Json;
import dev.steno.codec.OtlpTraceJson;
import dev.steno.model.SpanPart;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How an export is written; each is lines of JSON. */
public enum ExportFormat {
  /** A line for each trace, with everything. */
  JSONL("jsonl") {
    @Override
    void write(ExportedTrace trace, OutputStream out) throws IOException {
      out.write(Json.writeBytes(trace.toJson()));
      out.write('\n');
    }
  },
  /** A line for each span: an OTLP request with its messages, but without feedback. */
  OTLP_JSON("otlp-json") {
    @Override
    void write(ExportedTrace trace, OutputStream out) throws IOException {
      for (SpanPart part : trace.parts()) {
        out.write(Json.writeBytes(OtlpTraceJson.request(part)));
        out.write('\n');
      }
    }
  };

  private final String wire;

  ExportFormat(String wire) {
    this.wire = wire;
  }

  /**
   * Writes a trace.
   *
   * @throws dev.steno.codec.CodecException if the record of it is broken
   */
  abstract void write(ExportedTrace trace, OutputStream out) throws IOException;

  /** The format of that name. */
  public static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.wire.equals(name)).findFirst();
  }

  /** The names of all formats, for a sentence. */
  public static String names() {
    return Arrays.stream(values()).map(format -> format.wire).collect(Collectors.joining(" or "));
  }
}
