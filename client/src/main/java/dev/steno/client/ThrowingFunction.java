// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import org.jspecify.annotations.Nullable;

/**
 * A function that may throw a checked exception. Whether it is thread-safe is its author's choice.
 *
 * @param <S> what it is given
 * @param <T> what it returns, which may be null
 * @param <X> what it throws
 */
@FunctionalInterface
public interface ThrowingFunction<S, T extends @Nullable Object, X extends Throwable> {

  /** The result for {@code given}. */
  T apply(S given) throws X;
}
