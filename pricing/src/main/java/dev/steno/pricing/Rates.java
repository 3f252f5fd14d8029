// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a million of each part costs. Immutable.
 *
 * @param usd USD by part; a part that is absent has no price of its own
 */
public record Rates(Map<TokenPart, BigDecimal> usd) {
  private static final BigDecimal MOST = new BigDecimal("1e9");
  private static final int DIGITS = 12;

  /** Nothing is known to cost anything. */
  static final Rates NONE = new Rates(Map.of());

  /**
   * Copies the prices.
   *
   * @throws IllegalArgumentException if one is negative or absurd
   */
  public Rates {
    Map<TokenPart, BigDecimal> copy = new EnumMap<>(TokenPart.class);
    usd.forEach((part, price) -> copy.put(part, checked(part.wire(), price)));
    usd = Collections.unmodifiableMap(copy);
  }

  /** The price of a million of {@code part}; null if it has none of its own. */
  public @Nullable BigDecimal of(TokenPart part) {
    return usd.get(part);
  }

  /** The part whose price {@code part} is billed at; empty if neither it nor a general one has. */
  public Optional<TokenPart> billedAs(TokenPart part) {
    return usd.containsKey(part) ? Optional.of(part) : part.general().flatMap(this::billedAs);
  }

  /** These rates where {@code others} has none. */
  Rates orElse(Rates others) {
    Map<TokenPart, BigDecimal> all = new EnumMap<>(TokenPart.class);
    all.putAll(others.usd);
    all.putAll(usd);
    return new Rates(all);
  }

  private static BigDecimal checked(String part, BigDecimal price) {
    if (price.signum() < 0 || price.compareTo(MOST) > 0 || price.scale() > DIGITS) {
      throw new IllegalArgumentException(
          part + ": " + price + " (expected: 0 to 1000000000 USD, at most 12 decimals)");
    }
    return price;
  }
}
