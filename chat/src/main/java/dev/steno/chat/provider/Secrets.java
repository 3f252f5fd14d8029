// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that must not appear in a record. Immutable. */
public final class Secrets {
  /** None. */
  public static final Secrets NONE = new Secrets(List.of());

  private static final int SHORTEST = 6;
  private static final String MASK = "***";

  private final List<String> keys;

  private Secrets(List<String> keys) {
    this.keys = keys;
  }

  /** These keys; what is shorter than six characters is no key but a placeholder. */
  public static Secrets of(Collection<String> keys) {
    return new Secrets(keys.stream().filter(key -> key.length() >= SHORTEST).distinct().toList());
  }

  /** The text with each key replaced by three asterisks. */
  public @Nullable String masked(@Nullable String text) {
    String masked = text;
    if (masked != null) {
      for (String key : keys) {
        masked = masked.replace(key, MASK);
      }
    }
    return masked;
  }

  /** Never the keys. */
  @Override
  public String toString() {
    return keys.size() + " secrets";
  }
}
