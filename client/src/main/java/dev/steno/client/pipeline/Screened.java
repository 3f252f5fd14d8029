// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.codec.StenoAttributes;
import dev.steno.redaction.Redactor;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Attributes and values without what must not leave. For one thread. */
final class Screened {
  private static final String KEY = StenoAttributes.FEEDBACK + "idempotency_key";

  private final Texts texts;
  private final boolean content;

  Screened(Texts texts, boolean content) {
    this.texts = texts;
    this.content = content;
  }

  Attributes attributes(Attributes given) {
    AttributesBuilder kept = Attributes.builder();
    Set<String> names = new HashSet<>();
    given.forEach(
        (key, value) -> {
          if (content || !Vocabulary.isContent(key.getKey())) {
            put(kept, unused(texts.name(key.getKey()), names), key, value);
          }
        });
    return kept.build();
  }

  /** Two names that become one must not become one attribute. */
  private static String unused(String name, Set<String> names) {
    String unused = name;
    for (int i = names.size() + 1; !names.add(unused); i++) {
      unused = name + " " + i;
    }
    return unused;
  }

  private void put(AttributesBuilder kept, String name, AttributeKey<?> key, Object value) {
    switch (key.getType()) {
      case STRING -> kept.put(name, text(key.getKey(), (String) value));
      case STRING_ARRAY ->
          kept.put(AttributeKey.stringArrayKey(name), texts(key.getKey(), list(value)));
      case LONG, DOUBLE -> number(kept, name, key.getKey(), (Number) value);
      case LONG_ARRAY -> numbers(kept, AttributeKey.longArrayKey(name), list(value));
      case DOUBLE_ARRAY -> numbers(kept, AttributeKey.doubleArrayKey(name), list(value));
      case BOOLEAN -> kept.put(name, (Boolean) value);
      case BOOLEAN_ARRAY -> kept.put(AttributeKey.booleanArrayKey(name), list(value));
      case VALUE -> kept.put(AttributeKey.valueKey(name), value(key.getKey(), (Value<?>) value));
    }
  }

  @SuppressWarnings("unchecked") // The key's type says what the elements are.
  private static <T> List<T> list(Object value) {
    return (List<T>) value;
  }

  private String text(String key, String text) {
    String kept = texts.text(key, text);
    return key.equals(KEY) ? Redactor.distinct(text, kept) : kept;
  }

  private List<String> texts(String key, List<String> given) {
    return given.stream().map(text -> texts.text(key, text)).toList();
  }

  private void number(AttributesBuilder kept, String name, String key, Number number) {
    String lexeme = number.toString();
    String rest = Vocabulary.isCount(key) ? lexeme : texts.number(lexeme);
    if (!rest.equals(lexeme)) {
      kept.put(name, rest);
    } else if (number instanceof Long whole) {
      kept.put(name, whole);
    } else {
      kept.put(name, number.doubleValue());
    }
  }

  private <T> void numbers(AttributesBuilder kept, AttributeKey<List<T>> key, List<T> numbers) {
    List<String> lexemes = numbers.stream().map(String::valueOf).toList();
    List<String> rest = lexemes.stream().map(texts::number).toList();
    if (rest.equals(lexemes)) {
      kept.put(key, numbers);
    } else {
      kept.put(AttributeKey.stringArrayKey(key.getKey()), rest);
    }
  }

  /** What is left of a value of any form. */
  Value<?> value(String key, Value<?> value) {
    return switch (value.getType()) {
      case STRING -> Value.of(texts.text(key, (String) value.getValue()));
      case LONG, DOUBLE -> number(value);
      case ARRAY -> array(key, (List<?>) value.getValue());
      case KEY_VALUE_LIST -> pairs((List<?>) value.getValue());
      case BYTES -> bytes(value);
      case BOOLEAN, EMPTY -> value;
    };
  }

  private Value<?> number(Value<?> value) {
    String lexeme = value.asString();
    String rest = texts.number(lexeme);
    return rest.equals(lexeme) ? value : Value.of(rest);
  }

  private Value<?> array(String key, List<?> elements) {
    List<Value<?>> kept = new ArrayList<>();
    elements.forEach(element -> kept.add(value(key, (Value<?>) element)));
    return Value.of(kept);
  }

  private Value<?> pairs(List<?> pairs) {
    List<KeyValue> kept = new ArrayList<>();
    for (Object element : pairs) {
      KeyValue pair = (KeyValue) element;
      kept.add(KeyValue.of(texts.name(pair.getKey()), value(pair.getKey(), pair.getValue())));
    }
    return Value.of(kept.toArray(new KeyValue[0]));
  }

  private Value<?> bytes(Value<?> value) {
    if (((ByteBuffer) value.getValue()).hasRemaining()) {
      texts.findings().passedOver();
    }
    return value;
  }
}
