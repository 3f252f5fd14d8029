// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.client.StenoBuilder;

/**
 * A bean that changes the client before it is built, after the properties {@code steno.*}: its
 * sampling, a redaction of its own, how it sends. Used on one thread, while the application starts.
 */
@FunctionalInterface
public interface StenoCustomizer {

  /** Changes what the client is to be like. */
  void customize(StenoBuilder builder);
}
