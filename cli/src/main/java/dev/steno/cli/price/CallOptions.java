// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.price;

import dev.steno.cli.terminal.Failure;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.pricing.Call;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that describe a call to be priced. For one thread. */
final class CallOptions {
  @Option(names = "--provider", paramLabel = "NAME", description = "Who charges for the model.")
  private @Nullable String provider;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "The day in UTC, or a time such as 2026-03-13T08:00:00Z (default: now).")
  private @Nullable String date;

  @Option(names = "--input", paramLabel = "N", description = "Tokens of input, not cached.")
  private @Nullable Long input;

  @Option(names = "--cache-read", paramLabel = "N", description = "Tokens read from a cache.")
  private @Nullable Long cacheRead;

  @Option(names = "--cache-write", paramLabel = "N", description = "Tokens written to a cache.")
  private @Nullable Long cacheWrite;

  @Option(names = "--output", paramLabel = "N", description = "Tokens of output, not reasoning.")
  private @Nullable Long outputText;

  @Option(names = "--reasoning", paramLabel = "N", description = "Tokens of reasoning.")
  private @Nullable Long reasoning;

  /** The parameters of a request about this call. */
  Map<String, @Nullable String> query(String model) {
    Map<String, @Nullable String> query = new HashMap<>();
    query.put("model", model);
    query.put("provider", provider);
    query.put("date", date);
    query.put("input", text("input", input));
    query.put("cache_read", text("cache-read", cacheRead));
    query.put("cache_write", text("cache-write", cacheWrite));
    query.put("output", text("output", outputText));
    query.put("reasoning", text("reasoning", reasoning));
    return query;
  }

  /** The call. */
  Call call(String model, Clock clock) {
    query(model);
    Usage usage = new Usage(input, cacheRead, cacheWrite, outputText, reasoning, JsonObject.EMPTY);
    return new Call(provider, model, time(clock), usage);
  }

  private Instant time(Clock clock) {
    try {
      if (date == null) {
        return clock.instant();
      }
      return date.length() == 10
          ? LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC)
          : Instant.parse(date);
    } catch (DateTimeParseException e) {
      throw new Failure(
          Failure.Code.USAGE, "date: " + date + " (expected: such as 2026-03-13).", e);
    }
  }

  private static @Nullable String text(String name, @Nullable Long tokens) {
    if (tokens != null && (tokens < 0 || tokens > 999_999_999_999L)) {
      throw new Failure(
          Failure.Code.USAGE, name + ": " + tokens + " (expected: a number of tokens).");
    }
    return tokens == null ? null : tokens.toString();
  }
}
