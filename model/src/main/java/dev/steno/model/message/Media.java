// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.message;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image, audio, video or file block: {@code {"type":"image","source":{"type":"url",…}}}.
 * Immutable.
 *
 * @param kind what it is
 * @param source where its bytes are
 */
public record Media(Kind kind, Source source) implements ContentBlock {

  /** What a media block holds; its JSON {@code type} is the name in lower case. */
  public enum Kind {
    IMAGE,
    AUDIO,
    VIDEO,
    FILE;

    static @Nullable Kind of(@Nullable String type) {
      for (Kind kind : values()) {
        if (kind.type().equals(type)) {
          return kind;
        }
      }
      return null;
    }

    /** The JSON {@code type}. */
    public String type() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where the bytes of a media block are. */
  public sealed interface Source {

    /** The JSON object of this source, with its {@code type}. */
    JsonObject toJson();

    /** The source that a JSON value describes, or null if it is not exactly one of the known. */
    static @Nullable Source of(@Nullable JsonValue value) {
      if (!(value instanceof JsonObject json)) {
        return null;
      }
      Source source = read(json);
      return source != null && source.toJson().equals(json) ? source : null;
    }

    private static @Nullable Source read(JsonObject json) {
      String mediaType = json.text("media_type");
      String url = json.text("url");
      String data = json.text("data");
      String fileId = json.text("file_id");
      if (url != null) {
        return new Url(url, mediaType);
      }
      if (data != null) {
        return new Base64(data, mediaType);
      }
      return fileId != null ? new FileId(fileId, mediaType) : readBlob(json, mediaType);
    }

    private static @Nullable Source readBlob(JsonObject json, @Nullable String mediaType) {
      String sha256 = json.text("sha256");
      if (sha256 == null
          || !Blob.SHA256.matcher(sha256).matches()
          || !(json.get("size") instanceof JsonNumber size)
          || !size.lexeme().matches("[0-9]{1,15}")) {
        return null;
      }
      return new Blob(sha256, mediaType, Long.parseLong(size.lexeme()));
    }
  }

  /** Bytes at an address, which Steno never fetches. */
  public record Url(String url, @Nullable String mediaType) implements Source {
    @Override
    public JsonObject toJson() {
      return source("url", "url", JsonValue.of(url), mediaType);
    }
  }

  /** Bytes in place, in base64. */
  public record Base64(String data, @Nullable String mediaType) implements Source {
    @Override
    public JsonObject toJson() {
      return source("base64", "data", JsonValue.of(data), mediaType);
    }
  }

  /** Bytes held by the provider under an id. */
  public record FileId(String fileId, @Nullable String mediaType) implements Source {
    @Override
    public JsonObject toJson() {
      return source("file", "file_id", JsonValue.of(fileId), mediaType);
    }
  }

  /**
   * Bytes that were cut out and are stored once per scope.
   *
   * @param sha256 the full SHA-256 of the bytes, 64 lower-case hex digits
   * @param mediaType null if the source named none
   * @param size in bytes
   */
  public record Blob(String sha256, @Nullable String mediaType, long size) implements Source {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Checks the hash. */
    public Blob {
      if (!SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "sha256: " + sha256 + " (expected: 64 lower-case hex digits)");
      }
    }

    @Override
    public JsonObject toJson() {
      Map<String, JsonValue> json =
          new LinkedHashMap<>(source("blob", "sha256", JsonValue.of(sha256), mediaType).members());
      json.put("size", JsonValue.of(size));
      return new JsonObject(json);
    }
  }

  @Override
  public JsonObject toJson() {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("type", JsonValue.of(kind.type()));
    json.put("source", source.toJson());
    return new JsonObject(json);
  }

  private static JsonObject source(
      String type, String name, JsonValue value, @Nullable String mediaType) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("type", JsonValue.of(type));
    json.put(name, value);
    if (mediaType != null) {
      json.put("media_type", JsonValue.of(mediaType));
    }
    return new JsonObject(json);
  }
}
