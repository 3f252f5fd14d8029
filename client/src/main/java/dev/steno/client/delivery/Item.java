// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.util.Arrays;

/**
 * A span or log record, encoded. Immutable; nobody writes to the arrays.
 *
 * @param bytes a message {@code Span} or {@code LogRecord}
 * @param arrived when it was handed over, by {@link System#nanoTime}; meaningless if it was read
 *     from disk
 * @param charge how much of the queue's bytes it takes; 0 if it was read from disk
 * @param own whether this process recorded it, rather than one that ended
 */
record Item(Signal signal, Origin origin, byte[] bytes, long arrived, int charge, boolean own) {

  /** What OTLP has a door of its own for, in the order in which a batch is sent. */
  enum Signal {
    /** Log records first: a START part reaches the server before its span. */
    LOGS("/v1/logs"),
    SPANS("/v1/traces");

    private final String path;

    Signal(String path) {
      this.path = path;
    }

    /** Where it is posted, below the endpoint. */
    String path() {
      return path;
    }
  }

  /**
   * What made an item: the fields of {@code ResourceSpans} and {@code ScopeSpans} (or of their like
   * for logs) that are not children.
   */
  static final class Origin {
    private final byte[] resource;
    private final byte[] scope;
    private final int hash;

    Origin(byte[] resource, byte[] scope) {
      this.resource = resource;
      this.scope = scope;
      this.hash = 31 * Arrays.hashCode(resource) + Arrays.hashCode(scope);
    }

    byte[] resource() {
      return resource;
    }

    byte[] scope() {
      return scope;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || other instanceof Origin that
              && hash == that.hash
              && Arrays.equals(resource, that.resource)
              && Arrays.equals(scope, that.scope);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
