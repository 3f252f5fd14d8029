// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts metrics and keeps none. For one thread. */
final class MetricCount implements ResourceBatch.Intake<Object> {
  private long value;

  @Nullable Object skip(ProtoFields fields) throws IOException {
    fields.in.skipRawBytes(fields.in.readRawVarint32());
    value++;
    return null;
  }

  @Nullable Object skip(JsonFields fields) throws IOException {
    fields.parser.skipChildren();
    value++;
    return null;
  }

  long value() {
    return value;
  }

  @Override
  public void accept(ResourceBatch<Object> batch) {
    // Nothing was kept.
  }

  @Override
  public void reject(String sentence) {
    value++;
  }
}
