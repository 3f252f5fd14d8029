// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The prices that hold for this program: own ones before those of a table. Thread-safe. The table
 * is read when it is first asked for, and what was found for a provider's model is remembered, so
 * that pricing a span costs less than a microsecond.
 */
public final class Prices {
  /** Names come from clients, who must not fill the memory. */
  private static final int MOST_REMEMBERED = 4_096;

  private static final Prices BUNDLED = new Prices(null, PriceTable::bundled);

  private final @Nullable Lookup own;
  private final String ownVersion;
  private final Supplier<PriceTable> source;
  private final Map<Asked, Known> remembered = new ConcurrentHashMap<>();
  private volatile @Nullable PriceTable table;

  private record Asked(@Nullable String provider, String model) {}

  /** What a table says of a model; found is null if it says nothing, or why it cannot be read. */
  private record Known(String table, Provider.@Nullable Match found, @Nullable String unreadable) {}

  /**
   * Prices of two places.
   *
   * @param own looked at first; null for none
   * @param table called once, when it is needed; what it throws is thrown each time
   */
  public Prices(@Nullable PriceTable own, Supplier<PriceTable> table) {
    this.own = own == null ? null : new Lookup(own);
    this.ownVersion = own == null ? "" : own.version();
    this.source = table;
  }

  /** The prices of the table that is part of this module. */
  public static Prices bundled() {
    return BUNDLED;
  }

  /** The version of the table, with that of own prices before it. */
  public String version() {
    return ownVersion.isEmpty() ? table().version() : ownVersion + ", " + table().version();
  }

  /** What a call costs, and why; unknown if any part of it has no known price. */
  public Quote quote(Call call) {
    String model = call.model();
    if (model == null) {
      return Quotes.none(table().version(), "The call names no model.");
    }
    Known known = known(new Asked(call.provider(), model));
    if (known.found() != null) {
      return Quotes.of(known.table(), known.found(), call.time(), call.usage());
    }
    return Quotes.none(
        known.table(), known.unreadable() == null ? unknown(call) : known.unreadable());
  }

  /**
   * The prices of a model for a prompt of any size at a time, as {@link #quote} would find them.
   */
  public Quote rates(@Nullable String provider, String model, Instant time) {
    return quote(new Call(provider, model, time, null));
  }

  private Known known(Asked asked) {
    Known known = remembered.get(asked);
    if (known == null) {
      known = find(asked);
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(asked, known);
    }
    return known;
  }

  private Known find(Asked asked) {
    Optional<Provider.Match> mine =
        own == null ? Optional.empty() : own.own(asked.provider(), asked.model());
    if (mine.isPresent()) {
      return new Known(ownVersion, mine.get(), null);
    }
    PriceTable all = table();
    try {
      Optional<Provider.Match> found = new Lookup(all).find(asked.provider(), asked.model());
      return new Known(all.version(), found.orElse(null), null);
    } catch (IllegalArgumentException e) {
      // Whoever edited the file by hand must not lose spans for it.
      return new Known(all.version(), null, "The table cannot be read: " + e.getMessage() + ".");
    }
  }

  private PriceTable table() {
    PriceTable known = table;
    if (known == null) {
      known = Objects.requireNonNull(source.get(), "table");
      table = known;
    }
    return known;
  }

  private static String unknown(Call call) {
    String provider = call.provider();
    return "The table knows no model '"
        + shortened(String.valueOf(call.model()))
        + "'"
        + (provider == null ? "" : " of provider '" + shortened(provider) + "'")
        + ".";
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
