// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Need;
import dev.steno.storage.StorageException;
import dev.steno.storage.upkeep.Fault;
import dev.steno.storage.upkeep.Upkeep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks and copies the store. Thread-safe. The answers are lines of JSON that tell how far it is,
 * and end with one that has {@code done} or {@code error}; an answer that ends otherwise says that
 * it was not finished.
 */
final class UpkeepResource {
  private final Upkeep upkeep;
  private final LargeAnswers large;

  UpkeepResource(Upkeep upkeep, LargeAnswers large) {
    this.upkeep = upkeep;
    this.large = large;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/verify", Need.ADMIN, this::verify),
        Endpoint.post("/backup", Need.ADMIN, this::backUp));
  }

  private HttpResponse verify(RestCall call) {
    if (call.caller().project() != null) {
      throw Refusal.of(
          HttpStatus.FORBIDDEN,
          "The key is one project's, and all are checked together (expected: a key of '*').");
    }
    call.json();
    return lines(
        call,
        lines -> {
          Upkeep.Verified verified = upkeep.verify(lines);
          return new Members()
              .put("traces", verified.traces())
              .put("commits", verified.commits())
              .put("messages", verified.messages())
              .put("blobs", verified.blobs())
              .put("faults", verified.faults());
        });
  }

  /**
   * Only who can read the data directory may have it copied: the path is one of the server's own,
   * and a key says nothing of what its bearer may write on that machine.
   */
  private HttpResponse backUp(RestCall call) {
    if (call.caller().how() != Caller.How.LOCAL) {
      throw Refusal.of(
          HttpStatus.FORBIDDEN,
          "A backup is written on the server's machine, by whoever can read its data directory:"
              + " run 'steno backup' there with --data.");
    }
    Path directory = path(call.json().text("directory"));
    return lines(
        call,
        lines -> {
          Upkeep.BackedUp done = upkeep.backUp(directory, lines);
          return new Members()
              .put("directory", directory.toString())
              .put("files", done.files())
              .put("bytes", done.bytes())
              .put("copied_files", done.copiedFiles())
              .put("copied_bytes", done.copiedBytes());
        });
  }

  private static Path path(@Nullable String directory) {
    try {
      Path path = Path.of(directory == null ? "" : directory);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      throw Refusal.invalid("directory: not a path (expected: an absolute one)");
    }
    throw Refusal.invalid("directory: not absolute (expected: an absolute path)");
  }

  /** Long work that tells how far it is. */
  private interface Work {
    Members done(Lines lines);
  }

  private HttpResponse lines(RestCall call, Work work) {
    return large.flowing(call, TransferResource.LINES, out -> write(new Lines(out, call), work));
  }

  private static void write(Lines lines, Work work) {
    try {
      lines.write(new Members().put("done", work.done(lines).build()));
    } catch (StorageException e) {
      lines.write(new Members().put("error", String.valueOf(e.getMessage())));
    }
  }

  /** A watch that writes what it hears. For one thread. */
  private record Lines(OutputStream out, RestCall call) implements Upkeep.Watch {

    @Override
    public void at(double share, String doing) {
      JsonValue number = new JsonNumber(String.format(Locale.ROOT, "%.4f", share));
      write(new Members().put("share", number).put("doing", doing));
    }

    @Override
    public void broken(Fault fault) {
      Members members = new Members().put("project", fault.project());
      members.put("trace_id", fault.trace() == null ? null : fault.trace().hex());
      members.put("span_id", fault.span() == null ? null : fault.span().toString());
      write(new Members().put("fault", members.put("error", fault.sentence()).build()));
    }

    private void write(Members line) {
      try {
        out.write(Json.writeBytes(line.build()));
        out.write('\n');
        out.flush();
        LargeAnswers.goesOn(call);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
