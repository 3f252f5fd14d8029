// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import dev.steno.client.pipeline.Sampling;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.redaction.RedactionSettings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What environment variables say about a client.
 *
 * @param variables by name; an empty one says nothing
 * @param home the user's folder as the JVM has it, which is null or {@code ?} for a user that the
 *     system does not know
 */
record EnvironmentVariables(Map<String, String> variables, @Nullable String home) {
  private static final System.Logger LOG = System.getLogger("dev.steno.client");

  private static final long LONGEST_FILE = 1 << 20;
  private static final String RULES_EXPECTED =
      " (expected: a file of JSON such as {\"rules\":[\"secrets\"],\"own\":[]}, or what 'steno"
          + " project show NAME --json' prints)";

  void putTo(StenoBuilder builder) {
    builder.disabled(bool("OTEL_SDK_DISABLED", false));
    putSending(builder);
    putResource(builder);
    String service = text("OTEL_SERVICE_NAME");
    if (service != null) {
      builder.serviceName(service);
    }
    String project = text("STENO_PROJECT");
    if (project != null) {
      builder.project(project);
    }
    builder.captureContent(bool("STENO_CAPTURE_CONTENT", conventionCaptures()));
    builder.startParts(bool("STENO_START_PARTS", true));
    putRedaction(builder);
    String longest = text("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT");
    if (longest != null) {
      builder.longestText((int) number("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", longest));
    }
    Sampling sampling = sampling();
    if (sampling != null) {
      builder.sampling(sampling);
    }
  }

  private void putSending(StenoBuilder builder) {
    String endpoint = text("STENO_ENDPOINT");
    if (endpoint != null) {
      builder.endpoint(address(endpoint));
    }
    String key = text("STENO_API_KEY");
    if (key != null) {
      builder.apiKey(key);
    }
    String spool = text("STENO_SPOOL");
    if (spool == null || !spool.equalsIgnoreCase("off")) {
      Path folder = spool == null ? spoolAtHome() : folder(spool);
      builder.sending(options -> options.spoolDirectory(folder));
    }
  }

  private void putRedaction(StenoBuilder builder) {
    String words = text("STENO_REDACT");
    if (words != null) {
      try {
        builder.redact(words.split("\\s*,\\s*"));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("STENO_REDACT: " + e.getMessage(), e);
      }
    }
    String file = text("STENO_REDACT_RULES");
    if (file != null) {
      builder.redact(rules("STENO_REDACT_RULES", file));
    }
    builder.redactDryRun(bool("STENO_REDACT_DRY_RUN", false));
  }

  /** The rules in a file; one that cannot be read must not mean that there are none. */
  private static RedactionSettings rules(String name, String file) {
    try {
      Path path = Path.of(file);
      if (Files.size(path) <= LONGEST_FILE) {
        JsonObject json = (JsonObject) Json.parse(Files.readString(path));
        JsonValue inner = json.get("redaction");
        return RedactionSettings.of(inner == null ? json : inner);
      }
    } catch (IOException | CodecException | ClassCastException | IllegalArgumentException e) {
      boolean says = e.getClass() == IllegalArgumentException.class;
      throw new IllegalArgumentException(
          name + ": " + file + (says ? ": " + e.getMessage() : RULES_EXPECTED), e);
    }
    throw new IllegalArgumentException(name + ": " + file + RULES_EXPECTED);
  }

  private @Nullable Path spoolAtHome() {
    try {
      Path folder = Path.of(home == null ? "" : home);
      if (folder.isAbsolute()) {
        return folder.resolve(".steno/client-spool");
      }
    } catch (InvalidPathException e) {
      // As good as none.
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "The user has no home folder, so nothing is kept on disk while Steno is away, and in memory"
            + " only as much as the queue holds. Set STENO_SPOOL to a folder, or to off.");
    return null;
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text);
      if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw wrong("STENO_ENDPOINT", text, "a URL, such as http://localhost:4318");
    }
    throw wrong("STENO_ENDPOINT", text, "a URL, such as http://localhost:4318");
  }

  private static Path folder(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong("STENO_SPOOL", text, "a folder, or off");
    }
  }

  /** Capturing is on unless somebody switched it off: it is what this client is for. */
  private boolean conventionCaptures() {
    String mode = text("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT");
    return mode == null || !(mode.equalsIgnoreCase("no_content") || mode.equalsIgnoreCase("false"));
  }

  private void putResource(StenoBuilder builder) {
    String pairs = text("OTEL_RESOURCE_ATTRIBUTES");
    if (pairs == null) {
      return;
    }
    for (String pair : pairs.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int at = pair.indexOf('=');
      if (at < 1) {
        throw wrong("OTEL_RESOURCE_ATTRIBUTES", pair, "key=value, with commas between");
      }
      // A plus is a plus there, unlike in forms.
      String value = pair.substring(at + 1).strip().replace("+", "%2B");
      try {
        builder.resourceAttribute(
            pair.substring(0, at).strip(), URLDecoder.decode(value, StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        throw wrong("OTEL_RESOURCE_ATTRIBUTES", pair, "a value with whole percent escapes");
      }
    }
  }

  private @Nullable Sampling sampling() {
    String sampler = text("OTEL_TRACES_SAMPLER");
    if (sampler == null) {
      return null;
    }
    return switch (sampler.toLowerCase(Locale.ROOT)) {
      case "always_on", "parentbased_always_on" -> Sampling.ALL;
      case "always_off", "parentbased_always_off" -> Sampling.ratio(0).withoutRules();
      case "traceidratio", "parentbased_traceidratio" -> ratio();
      default ->
          throw wrong(
              "OTEL_TRACES_SAMPLER",
              sampler,
              "always_on, always_off, traceidratio, or one of them after parentbased_");
    };
  }

  private Sampling ratio() {
    String share = text("OTEL_TRACES_SAMPLER_ARG");
    double value = share == null ? 1 : number("OTEL_TRACES_SAMPLER_ARG", share);
    if (!(value >= 0 && value <= 1)) {
      throw wrong("OTEL_TRACES_SAMPLER_ARG", String.valueOf(share), "0 to 1");
    }
    return Sampling.ratio(value);
  }

  private boolean bool(String name, boolean otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(value);
    }
    throw wrong(name, value, "true or false");
  }

  private static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw wrong(name, value, "a number");
    }
  }

  @Nullable String text(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static IllegalArgumentException wrong(String name, String value, String expected) {
    return new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
  }
}
