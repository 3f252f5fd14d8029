// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.Grouping;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Exchange;
import dev.steno.model.message.Message;
import dev.steno.storage.Page;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.query.FilterParser;
import dev.steno.testing.FakeClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists look at the newest times first, in windows that grow; what they find must not depend on it.
 */
class WindowsIT {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final int DAYS = 45;
  private static final int TRACES = 40;
  private static final String[] QUERIES = {
    "",
    "status:error",
    "-status:error",
    "status:running OR status:unfinished",
    "user:user-3",
    "user:USER-* tool:look_up",
    "user:user-1 OR tool:rare",
    "tool:rare",
    "name:step -tool:rare",
    "latency:>2m",
    "time:20d status:error",
    "time:..2026-10-15",
    "time:2026-10-01..2026-10-31 user:user-2",
    "kiwi",
    "kiwi -user:user-1",
    "kiwi OR user:user-4",
    "time:30d KIWI",
    "-kiwi"
  };

  @ParameterizedTest(name = "first windows of {0} rows")
  @ValueSource(longs = {1, 131_072})
  void listsFindWhatAPlainWalkFinds(long rows, @TempDir Path directory) {
    FakeClock clock = FakeClock.at(NOW);
    try (Storage windowed =
            DuckDbStorage.open(directory, DuckDbOptions.defaults().withWindowRows(rows), clock);
        Storage plain = new MemoryStorage(clock)) {
      List<SpanPart> parts = parts(new Random(rows));
      windowed.traces().append(parts).join();
      plain.traces().append(parts).join();

      for (String query : QUERIES) {
        for (int limit : new int[] {15, 500}) {
          assertThat(pages(windowed, query, limit))
              .as("q=%s limit=%d", query, limit)
              .isEqualTo(pages(plain, query, limit));
        }
      }
    }
  }

  @Test
  void filesThatWereThereBeforeAreLookedAtAsWell(@TempDir Path directory) {
    FakeClock clock = FakeClock.at(NOW);
    DuckDbOptions options = DuckDbOptions.defaults().withWindowRows(1);
    List<SpanPart> parts = parts(new Random(7));
    try (Storage before = DuckDbStorage.open(directory, options, clock)) {
      before.traces().append(parts).join();
    }

    try (Storage plain = new MemoryStorage(clock);
        Storage again = DuckDbStorage.open(directory, options, clock)) {
      plain.traces().append(parts).join();

      assertThat(pages(again, "tool:rare", 50)).isEqualTo(pages(plain, "tool:rare", 50));
      assertThat(pages(again, "", 500)).isEqualTo(pages(plain, "", 500));
    }
  }

  private static List<String> pages(Storage storage, String query, int limit) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      Page<TraceSummary> page =
          storage
              .traces()
              .list(new TraceQuery("default", FilterParser.parse(query, NOW), limit, cursor));
      page.items()
          .forEach(
              item -> all.add(item.traceId().low() + " " + item.start() + " " + item.status()));
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  /** Traces of a few spans; some reach over weeks, and some spans come in several parts. */
  private static List<SpanPart> parts(Random random) {
    List<SpanPart> parts = new ArrayList<>();
    for (int t = 1; t <= TRACES; t++) {
      Instant start = NOW.minusSeconds(random.nextInt(DAYS * 86_400));
      int longest = t % 5 == 0 ? 20 * 86_400 : 300;
      for (int s = 1; s <= 1 + random.nextInt(5); s++) {
        Instant at = start.plusSeconds(random.nextInt(longest));
        addSpan(parts, random, new TraceId(7, t), s, at.isAfter(NOW) ? NOW : at);
      }
    }
    return parts;
  }

  private static void addSpan(
      List<SpanPart> parts, Random random, TraceId trace, int number, Instant at) {
    boolean conversation = random.nextInt(3) == 0;
    Span.Builder span =
        Span.builder("default", trace, new SpanId(number))
            .type(SpanType.TOOL)
            .name("step")
            .start(at)
            .grouping(
                new Grouping(
                    conversation ? "c" + random.nextInt(9) : null,
                    null,
                    "user-" + random.nextInt(6),
                    null,
                    null))
            .tool(new ToolUse(random.nextInt(20) == 0 ? "rare" : "look_up", null, null, null));
    Exchange exchange =
        new Exchange(
            null,
            null,
            List.of(Message.text("user", random.nextInt(25) == 0 ? "A Kiwi, please" : "A plum")),
            null);
    if (random.nextInt(4) == 0) {
      parts.add(
          new SpanPart(SpanPart.Kind.START, 0, NOW, span.start(at.minusSeconds(5)).build(), null));
    }
    if (random.nextInt(8) != 0) {
      SpanStatus status = random.nextInt(20) == 0 ? SpanStatus.ERROR : SpanStatus.OK;
      Span whole = span.start(at).status(status).end(at.plusSeconds(1)).build();
      parts.add(new SpanPart(SpanPart.Kind.SPAN, 0, NOW, whole, exchange));
    } else {
      parts.add(new SpanPart(SpanPart.Kind.START, 1, NOW, span.start(at).build(), exchange));
    }
  }
}
