// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.session;

import dev.steno.chat.session.SavedSession.Defaults;
import dev.steno.chat.session.SavedSession.Keeping;
import dev.steno.chat.session.SavedSession.SavedTool;
import dev.steno.codec.CodecException;
import dev.steno.codec.Fields;
import dev.steno.codec.Json;
import dev.steno.codec.MessageJson;
import dev.steno.codec.ObjectBuilder;
import dev.steno.codec.interaction.InteractionJson;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A session in a file of JSON, with the name and version of its schema. Stateless. A file is
 * replaced at once: whoever is killed while writing leaves the old one or the new one.
 */
public final class SessionFile {
  private static final String SCHEMA = "steno.session";
  private static final long VERSION = 1;

  private SessionFile() {}

  /**
   * Writes a file, and makes its folder if it is not there.
   *
   * @throws UncheckedIOException if it cannot be written; the file is then as it was
   */
  public static void write(Path file, SavedSession session) {
    Path place = file.toAbsolutePath();
    Path unfinished = place.resolveSibling(place.getFileName() + ".unfinished");
    try {
      Files.createDirectories(Objects.requireNonNull(place.getParent()));
      try (FileChannel out =
          FileChannel.open(
              unfinished,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(Json.writeBytes(toJson(session)));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
      Files.move(
          unfinished, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be written (expected: a file)", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws UncheckedIOException if it cannot be read
   * @throws IllegalArgumentException if it is no session, or of a version that is not known
   */
  public static SavedSession read(Path file) {
    try {
      return fromJson(Json.parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be read (expected: a saved session)", e);
    } catch (CodecException e) {
      throw new IllegalArgumentException(
          file + ": no session that can be read here (" + e.getMessage() + ")", e);
    }
  }

  private static JsonObject toJson(SavedSession session) {
    Defaults defaults = session.defaults();
    return new ObjectBuilder()
        .put("schema", SCHEMA)
        .put("version", Long.valueOf(VERSION))
        .put("session_id", session.id())
        .put("created_at", session.created())
        .put("provider", session.provider())
        .put("model", session.model())
        .put("tracing", Boolean.valueOf(session.keeping().tracing()))
        .put("max_traces", Long.valueOf(session.keeping().maxTraces()))
        .put("system_prompt", defaults.systemPrompt())
        .put("parameters", defaults.parameters())
        .putList("tools", defaults.tools(), SessionFile::toJson)
        .put("metadata", defaults.metadata())
        .put("messages", MessageJson.toJson(session.messages()))
        .putList("compactions", session.compactions(), SessionFile::toJson)
        .putList("interactions", session.interactions(), InteractionJson::toJson)
        .build();
  }

  private static JsonValue toJson(SavedTool tool) {
    return new ObjectBuilder()
        .put("definition", tool.definition())
        .put("runs_here", Boolean.valueOf(tool.runsHere()))
        .build();
  }

  private static JsonValue toJson(Compaction compaction) {
    return new ObjectBuilder()
        .put("time", compaction.time())
        .put("messages", Long.valueOf(compaction.messages()))
        .put("head", compaction.head().hex())
        .put("trace_id", compaction.traceId())
        .build();
  }

  private static SavedSession fromJson(JsonValue json) {
    Fields fields = Fields.of(json, "session");
    checkVersion(fields);
    return new SavedSession(
        fields.required("session_id"),
        time(fields, "created_at"),
        fields.required("provider"),
        fields.required("model"),
        new Keeping(Boolean.TRUE.equals(fields.bool("tracing")), whole(fields, "max_traces")),
        defaults(fields),
        MessageJson.fromJson(array(fields, "messages")),
        list(fields, "compactions", SessionFile::compaction),
        list(fields, "interactions", InteractionJson::fromJson));
  }

  private static void checkVersion(Fields fields) {
    String schema = fields.text("schema");
    if (!SCHEMA.equals(schema)) {
      throw CodecException.shape("schema: " + schema + " (expected: " + SCHEMA + ")");
    }
    long version = fields.count("version");
    if (version != VERSION) {
      throw CodecException.shape(
          "version: "
              + version
              + " (expected: "
              + VERSION
              + "; a newer Steno wrote it, which can read it)");
    }
  }

  private static Defaults defaults(Fields fields) {
    return new Defaults(
        fields.text("system_prompt"),
        fields.objectOrEmpty("parameters"),
        list(fields, "tools", SessionFile::tool),
        fields.objectOrEmpty("metadata"));
  }

  private static SavedTool tool(JsonValue json) {
    Fields fields = Fields.of(json, "tool");
    JsonObject definition = fields.objectOrEmpty("definition");
    return new SavedTool(definition, Boolean.TRUE.equals(fields.bool("runs_here")));
  }

  private static Compaction compaction(JsonValue json) {
    Fields fields = Fields.of(json, "compaction");
    return new Compaction(
        time(fields, "time"),
        whole(fields, "messages"),
        Objects.requireNonNullElse(fields.read("head", Hash::of), Hash.ZERO),
        fields.text("trace_id"));
  }

  private static Instant time(Fields fields, String name) {
    Instant time = fields.time(name);
    if (time == null) {
      throw CodecException.shape(name + ": absent (expected: RFC 3339)");
    }
    return time;
  }

  private static int whole(Fields fields, String name) {
    long count = fields.count(name);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw CodecException.shape(
          name + ": " + count + " (expected: 0 to " + Integer.MAX_VALUE + ")");
    }
    return (int) count;
  }

  private static JsonValue array(Fields fields, String name) {
    JsonValue value = fields.value(name);
    return value == null ? new JsonArray(List.of()) : value;
  }

  private static <T> List<T> list(Fields fields, String name, Function<JsonValue, T> element) {
    List<T> list = fields.list(name, element);
    return list == null ? List.of() : list;
  }
}
