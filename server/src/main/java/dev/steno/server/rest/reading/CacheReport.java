// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest.reading;

import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.chain.Hash;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.model.step.CacheCheck;
import dev.steno.model.step.CacheCheck.Cause;
import dev.steno.model.step.CacheChecks;
import dev.steno.model.step.Turn;
import dev.steno.pricing.Call;
import dev.steno.pricing.Prices;
import dev.steno.server.rest.Members;
import dev.steno.storage.TraceRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How prompt caches fared in some traces, the worst first. For one thread. */
final class CacheReport {
  /** So many losses are told one by one. */
  static final int MOST_TOLD = 200;

  private static final Comparator<CacheCheck> WORST_FIRST =
      Comparator.comparing(CacheCheck::cost, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(CacheCheck::reread, Comparator.nullsFirst(Comparator.naturalOrder()))
          .reversed();

  private final Prices prices;
  private final Map<Cause, Integer> counts = new EnumMap<>(Cause.class);
  private final List<CacheCheck> losses = new ArrayList<>();
  private int traces;
  private long told;
  private @Nullable Long reread;
  private @Nullable BigDecimal cost;

  CacheReport(Prices prices) {
    this.prices = prices;
  }

  /** Adds traces that belong together, earliest first. */
  void add(List<TraceRecord> records) {
    Map<Hash, Message> messages = new HashMap<>();
    Map<Hash, JsonValue> tools = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (TraceRecord record : records) {
      messages.putAll(record.messages());
      tools.putAll(record.tools());
      turns.add(new Turn(record.spans(), record.commits()));
    }
    traces += records.size();
    CacheChecks.of(turns, messages::get, tools::get, this::readAgain).forEach(this::add);
    losses.sort(WORST_FIRST);
    while (losses.size() > MOST_TOLD) {
      losses.remove(losses.size() - 1);
    }
  }

  private void add(CacheCheck check) {
    counts.merge(check.cause(), 1, Integer::sum);
    if (!check.cause().isLoss()) {
      return;
    }
    told++;
    losses.add(check);
    if (check.reread() != null) {
      reread = check.reread() + (reread == null ? 0 : reread);
    }
    if (check.cost() != null) {
      cost = cost == null ? check.cost() : cost.add(check.cost());
    }
  }

  private @Nullable BigDecimal readAgain(Span span, long tokens) {
    Generation generation = span.generation();
    Instant start = span.start();
    return generation == null || start == null
        ? null
        : prices.quote(Call.of(generation, start)).readAgain(tokens);
  }

  /** What is told of all of them, and of the worst one by one. */
  Members json() {
    Members causes = new Members();
    counts.forEach((cause, count) -> causes.put(name(cause), count));
    return new Members()
        .put("traces", traces)
        .put("compared", counts.values().stream().mapToInt(Integer::intValue).sum())
        .put("causes", causes.build())
        .put("reread_tokens", reread == null ? JsonValue.NULL : JsonValue.of(reread))
        .putCost(cost)
        .putList("losses", losses, CacheReport::loss)
        .put("losses_left_out", told - losses.size());
  }

  private static JsonObject loss(CacheCheck check) {
    Span span = check.span();
    Generation generation = span.generation();
    Span before = check.reference();
    return new Members()
        .put("trace_id", span.traceId().hex())
        .put("span_id", span.spanId().hex())
        .put("name", span.name())
        .put("agent", check.lane().name())
        .put("model", generation == null ? null : generation.model())
        .put("start_time", span.start())
        .put(
            "continues",
            new Members()
                .put("trace_id", before.traceId().hex())
                .put("span_id", before.spanId().hex())
                .build())
        .put("cause", name(check.cause()))
        .put("section", check.section() == null ? null : name(check.section()))
        .put("kept", check.kept())
        .put("repeated_tokens", number(check.repeated()))
        .put("cache_read", number(check.read()))
        .put("reread_tokens", number(check.reread()))
        .put("estimated", check.estimated())
        .put("gap_ms", check.gap())
        .putCost(check.cost())
        .build();
  }

  private static @Nullable JsonValue number(@Nullable Long number) {
    return number == null ? null : JsonValue.of(number);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
