// SPDX-License-Identifier: Apache-2.0
package dev.steno.spring.boot.starter;

import dev.steno.client.StenoBuilder;

/**
 * A bean that changes the client before it is built, after the properties {@code steno.*}:
 * sampling, redaction of its own, the spool. It is used once, while the application starts.
 */
@FunctionalInterface
public interface StenoCustomizer {

  /** Changes what the client is to be like. */
  void customize(StenoBuilder builder);
}
