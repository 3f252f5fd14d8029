// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.price;

import dev.steno.cli.connect.PriceFiles;
import dev.steno.cli.connect.Rest;
import dev.steno.cli.connect.ServerOptions;
import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.OutputOptions;
import dev.steno.cli.terminal.Style;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.pricing.SourceData;
import dev.steno.server.rest.reading.QuoteJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Says what a model costs and why, which price a span was given, and refreshes the table.
 *
 * <p>For one thread.
 */
@Command(
    name = "prices",
    description = "Says what a model costs and why, or which price a recorded call was given.",
    footer = {
      "",
      "Examples:",
      "  steno prices gpt-4o --input 1200 --output 300",
      "  steno prices --span 4bf92f3577b34da6/00f067aa0ba902b7",
      "  steno prices --span 00f067aa0ba902b7",
      "  steno prices --refresh"
    })
public final class PricesCommand implements Runnable {
  private final Terminal terminal;
  private final Clock clock;
  private final Path home;

  @Parameters(paramLabel = "MODEL", arity = "0..1", description = "A model, as calls name it.")
  private @Nullable String model;

  @Option(
      names = "--span",
      paramLabel = "TRACE[/SPAN]|SPAN",
      description = "A recorded call, or all of a trace: which price was used, and why.")
  private @Nullable String span;

  @Option(
      names = "--refresh",
      paramLabel = "FILE|URL",
      arity = "0..1",
      fallbackValue = SourceData.URL,
      description =
          "Replace the table by its source's data, from there or a file. A server takes the new"
              + " table at its next start.")
  private @Nullable String refresh;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Own prices, which go before the table (default: prices.json in --data).")
  private @Nullable Path own;

  @Mixin private CallOptions call = new CallOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** A command that has not read its options yet. */
  public PricesCommand(Terminal terminal, Clock clock, Path home) {
    this.terminal = terminal;
    this.clock = clock;
    this.home = home;
  }

  @Override
  public void run() {
    if (refresh != null && model == null && span == null) {
      refresh(refresh);
    } else if (span != null && model == null && refresh == null) {
      ofSpan(span);
    } else if (model != null && span == null && refresh == null) {
      ofModel(model);
    } else {
      throw new Failure(
          Failure.Code.USAGE, "prices: (expected: one of MODEL, --span and --refresh).");
    }
  }

  private void ofModel(String name) {
    JsonValue answer = quote(name);
    Node quote = new Node(answer);
    if (output.json()) {
      terminal.line(Json.write(answer));
    } else if (quote.get("model").isThere()) {
      new PriceSheet(terminal).quote(quote);
    }
    if (!quote.get("model").isThere()) {
      throw new Failure(Failure.Code.NOT_FOUND, quote.text("reason", "no price is known."));
    }
  }

  private JsonValue quote(String name) {
    if (own == null && server.hasServer()) {
      try (Rest rest = server.connect()) {
        JsonValue answer = rest.get("/prices", call.query(name)).node().value();
        return answer == null ? JsonValue.NULL : answer;
      }
    }
    return QuoteJson.toJson(
        PriceFiles.read(server.directory(home), own).quote(call.call(name, clock)));
  }

  private void ofSpan(String place) {
    try (Rest rest = server.connect()) {
      new SpanPrices(terminal, rest, output.json()).print(place);
    }
  }

  private void refresh(String place) {
    Path data = server.directory(home);
    String before = PriceFiles.read(data, own).version();
    String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    SourceData.Converted fresh = PriceFiles.refresh(data, Download.bytes(place), today);
    if (output.json()) {
      terminal.line(
          Json.write(
              new Members()
                  .put("table", fresh.table().version())
                  .put("before", before)
                  .put("models", fresh.table().models())
                  .put("models_without_price", fresh.withoutPrice())
                  .put("prices_left_out", fresh.leftOut())
                  .object()));
      return;
    }
    terminal.line(
        "The table is now "
            + terminal.paint(Style.BOLD, fresh.table().version())
            + " with "
            + fresh.table().models()
            + " models; it was "
            + before
            + ".");
    terminal.line(
        terminal.paint(
            Style.DIM,
            "Left out: "
                + fresh.withoutPrice()
                + " models without a price of tokens, "
                + fresh.leftOut()
                + " prices of other things. Amounts that are recorded stay as they are; a server"
                + " takes the new table at its next start."));
  }
}
