// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Attributes as OTLP's {@code KeyValue} and {@code AnyValue}. For one thread. */
final class OtlpValues {
  private static final int STRING = 1;
  private static final int BOOLEAN = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int ARRAY = 5;
  private static final int KEY_VALUES = 6;
  private static final int BYTES = 7;
  private final ProtoBuffer out;

  OtlpValues(ProtoBuffer out) {
    this.out = out;
  }

  void attributes(int field, Attributes attributes) {
    attributes.forEach((key, value) -> attribute(field, key, value));
  }

  /** An {@code AnyValue}. */
  void value(int field, Value<?> value) {
    int message = out.begin(field);
    content(value);
    out.end(message);
  }

  private void attribute(int field, AttributeKey<?> key, Object value) {
    int pair = out.begin(field);
    out.string(1, key.getKey());
    int any = out.begin(2);
    switch (key.getType()) {
      case STRING -> out.string(STRING, (String) value);
      case BOOLEAN -> truth((Boolean) value);
      case LONG -> out.number(LONG, (Long) value);
      case DOUBLE -> real((Double) value);
      case STRING_ARRAY -> array((List<?>) value, e -> out.string(STRING, (String) e));
      case BOOLEAN_ARRAY -> array((List<?>) value, e -> truth((Boolean) e));
      case LONG_ARRAY -> array((List<?>) value, e -> out.number(LONG, (Long) e));
      case DOUBLE_ARRAY -> array((List<?>) value, e -> real((Double) e));
      case VALUE -> content((Value<?>) value);
    }
    out.end(any);
    out.end(pair);
  }

  private void content(Value<?> value) {
    switch (value.getType()) {
      case STRING -> out.string(STRING, (String) value.getValue());
      case BOOLEAN -> truth((Boolean) value.getValue());
      case LONG -> out.number(LONG, (Long) value.getValue());
      case DOUBLE -> real((Double) value.getValue());
      case ARRAY -> array((List<?>) value.getValue(), e -> content((Value<?>) e));
      case KEY_VALUE_LIST -> pairs((List<?>) value.getValue());
      case BYTES -> bytes((ByteBuffer) value.getValue());
      case EMPTY -> {
        // A message without a field is how OTLP says that there is no value.
      }
    }
  }

  private void array(List<?> elements, Consumer<Object> write) {
    int array = out.begin(ARRAY);
    for (Object element : elements) {
      int any = out.begin(1);
      write.accept(element);
      out.end(any);
    }
    out.end(array);
  }

  private void pairs(List<?> pairs) {
    int list = out.begin(KEY_VALUES);
    for (Object element : pairs) {
      KeyValue pair = (KeyValue) element;
      int message = out.begin(1);
      out.string(1, pair.getKey());
      value(2, pair.getValue());
      out.end(message);
    }
    out.end(list);
  }

  private void bytes(ByteBuffer value) {
    ByteBuffer source = value.duplicate();
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    out.bytes(BYTES, bytes);
  }

  private void truth(boolean value) {
    out.number(BOOLEAN, value ? 1 : 0);
  }

  private void real(double value) {
    out.fixed64(DOUBLE, Double.doubleToRawLongBits(value));
  }
}
