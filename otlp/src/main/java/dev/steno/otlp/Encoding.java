// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a request and its answer are written; the two are always the same. */
public enum Encoding {
  /** Binary protobuf, over HTTP and in gRPC frames. */
  PROTOBUF("application/x-protobuf"),
  /** OTLP/JSON, with ids in hex. */
  JSON("application/json");

  private final String contentType;

  Encoding(String contentType) {
    this.contentType = contentType;
  }

  /** The media type without parameters. */
  public String contentType() {
    return contentType;
  }

  /**
   * The encoding that a Content-Type header names; its parameters and case do not matter. Empty for
   * any other type and for null.
   */
  public static Optional<Encoding> ofContentType(@Nullable String header) {
    if (header == null) {
      return Optional.empty();
    }
    int parameters = header.indexOf(';');
    String type = parameters < 0 ? header : header.substring(0, parameters);
    return switch (type.strip().toLowerCase(Locale.ROOT)) {
      case "application/x-protobuf", "application/protobuf" -> Optional.of(PROTOBUF);
      case "application/json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }
}
