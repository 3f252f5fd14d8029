// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Need;
import dev.steno.server.transfer.ExportFormat;
import dev.steno.server.transfer.Exporter;
import dev.steno.server.transfer.Imported;
import dev.steno.server.transfer.Importer;
import dev.steno.storage.Storage;
import dev.steno.storage.query.Filter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/** Lets traces out as lines and takes them back. Thread-safe. */
final class TransferResource {
  static final MediaType LINES = MediaType.create("application", "x-ndjson");

  /** A line is a trace whole, so this bounds a trace; longer files come in several requests. */
  private static final long MAX_IMPORT = 128L << 20;

  private final Storage storage;
  private final Clock clock;
  private final LargeAnswers large;
  private final Importer importer;

  TransferResource(Storage storage, Resources resources, LargeAnswers large) {
    this.storage = storage;
    this.clock = resources.clock();
    this.large = large;
    this.importer = new Importer(storage, clock, resources.tail()::changed);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/export", Need.READ, this::export),
        Endpoint.post("/import", Need.ADMIN, this::take).upTo(MAX_IMPORT));
  }

  private HttpResponse export(RestCall call) {
    String name = call.query().get("format", "jsonl");
    ExportFormat format =
        ExportFormat.of(name)
            .orElseThrow(
                () ->
                    Refusal.invalid(
                        "format: "
                            + RestCall.shortened(name)
                            + " (expected: "
                            + ExportFormat.names()
                            + ")"));
    Filter filter = call.filter(clock);
    String project = call.project();
    Exporter exporter = new Exporter(storage.traces(), format);
    return large.flowing(
        call, LINES, out -> exporter.write(project, filter, new Headway(out, call)));
  }

  private HttpResponse take(RestCall call) {
    MediaType type = call.headers().contentType();
    // A form's types are those that a foreign page can send without being asked for leave.
    if (type == null || !(type.is(LINES) || type.is(MediaType.JSON.withoutParameters()))) {
      throw Refusal.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "content-type: "
              + (type == null ? "none" : RestCall.shortened(type.toString()))
              + " (expected: application/x-ndjson)");
    }
    LargeAnswers.goesOn(call);
    return call.answer(json(importer.read(call.project(), call.body())));
  }

  private static JsonObject json(Imported imported) {
    return new Members()
        .put("lines", imported.lines())
        .put("spans", imported.spans())
        .put("feedback", imported.feedback())
        .put("duplicates", imported.duplicates())
        .put("rejected", imported.rejected())
        .putList("errors", imported.errors(), TransferResource::error)
        .build();
  }

  private static JsonValue error(Imported.LineError error) {
    return new Members().put("line", error.line()).put("error", error.sentence()).build();
  }

  /** Gives the answer more time whenever something of it was written. */
  private static final class Headway extends FilterOutputStream {
    private final RestCall call;

    Headway(OutputStream out, RestCall call) {
      super(out);
      this.call = call;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      LargeAnswers.goesOn(call);
    }
  }
}
