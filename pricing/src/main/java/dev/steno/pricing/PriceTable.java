// SPDX-License-Identifier: Apache-2.0
package dev.steno.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prices of one source as of one day. Immutable and thread-safe. As text it is lines; see
 * {@link #parse}.
 */
public final class PriceTable {
  private static final String BUNDLED = "prices.txt";

  private final String version;
  private final Map<String, Provider> providers;

  PriceTable(String version, Collection<Provider> providers) {
    this.version = version;
    this.providers = new LinkedHashMap<>();
    providers.forEach(provider -> this.providers.putIfAbsent(provider.id(), provider));
  }

  /**
   * Reads a table. Lines that begin with {@code #} say where it is from; {@code #version} is
   * required. A line is a letter, a space and fields between tabs:
   *
   * <ul>
   *   <li>{@code P id}: a provider; {@code N}, {@code W}: other names of it, and names of models
   *       that only it has, as alternatives; {@code F}: providers whose prices hold for it too
   *   <li>{@code M id}: a model of the provider and other names of it, as alternatives
   *   <li>{@code R}: prices of the model in USD for a million tokens, such as {@code input=2.5},
   *       for a request by itself in USD for a million of them; {@code from=2026-03-13} and {@code
   *       hours=00:30-16:30} (UTC) begin a period, {@code above=200000} a tier of it
   * </ul>
   *
   * @throws IllegalArgumentException if it is not one, with the line
   */
  public static PriceTable parse(String text) {
    return TableReader.read(text);
  }

  /** The table that is part of this module; read anew with each call. */
  public static PriceTable bundled() {
    try (InputStream in = PriceTable.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException(BUNDLED + ": missing (expected: beside this class)");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it is called, such as {@code genai-prices 0.2.3 2026-11-21}. */
  public String version() {
    return version;
  }

  /** How many models have prices in it. */
  public int models() {
    return providers.values().stream().mapToInt(provider -> provider.prices().size()).sum();
  }

  List<Provider> providers() {
    return List.copyOf(providers.values());
  }

  /** The provider of an id; null if there is none. */
  @Nullable Provider provider(String id) {
    return providers.get(id);
  }
}
