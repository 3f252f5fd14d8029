// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.content;

import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.json.JsonValue.JsonString;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Message;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes one object as JSON. What throws is replaced, what refers to itself is named, what is too
 * deep or too long is left out and counted: the text is JSON in any case. For one thread.
 */
final class ObjectJson {
  private static final int DEEPEST = 32;
  private static final int MOST_COUNTED = 10_000;

  private final StringBuilder out = new StringBuilder();
  private final int longest;
  private final Deque<Object> path = new ArrayDeque<>();
  private @Nullable String only;
  private long cut;
  private long omitted;
  private boolean foreign;

  ObjectJson(int longest) {
    this.longest = longest;
  }

  String text() {
    return out.toString();
  }

  /** True if the object as a whole could be written but as text. */
  boolean isOnlyText() {
    return only != null;
  }

  String onlyText() {
    return String.valueOf(only);
  }

  long cut() {
    return cut;
  }

  long omitted() {
    return omitted;
  }

  boolean foreign() {
    return foreign;
  }

  void write(@Nullable Object value) {
    int mark = out.length();
    try {
      append(value);
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      out.setLength(mark);
      foreign = true;
      string(value == null ? "null" : SafeText.of(value));
    }
  }

  private void append(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof JsonValue.JsonBoolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof Enum<?>) {
      string(SafeText.of(value));
    } else if (value instanceof Optional<?> optional) {
      append(optional.orElse(null));
    } else if (value instanceof JsonValue json) {
      json(json);
    } else if (value instanceof Message message) {
      json(message.toJson());
    } else if (value instanceof ContentBlock block) {
      json(block.toJson());
    } else if (value instanceof byte[] bytes) {
      string(Base64.getEncoder().encodeToString(bytes));
    } else {
      nested(value);
    }
  }

  private void number(Number number) {
    String text = SafeText.of(number);
    try {
      out.append(new JsonValue.JsonNumber(text).lexeme());
    } catch (IllegalArgumentException e) {
      // Not a number, infinite, or a number of somebody's own.
      string(text);
    }
  }

  private void json(JsonValue json) {
    if (json instanceof JsonObject object) {
      nested(object.members());
    } else if (json instanceof JsonArray array) {
      nested(array.elements());
    } else if (json instanceof JsonString string) {
      string(string.value());
    } else {
      out.append(json);
    }
  }

  private void nested(Object value) {
    for (Object outer : path) {
      if (outer == value) {
        foreign = true;
        string("(refers to itself)");
        return;
      }
    }
    if (path.size() >= DEEPEST) {
      omitted++;
      string("(too deep)");
      return;
    }
    path.push(value);
    try {
      container(value);
    } finally {
      path.pop();
    }
  }

  private void container(Object value) {
    if (value instanceof Map<?, ?> map) {
      members(map.entrySet().iterator());
    } else if (value instanceof Iterable<?> iterable) {
      elements(iterable.iterator(), value instanceof Collection<?> all ? all.size() : -1);
    } else if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      elements(new ArrayElements(value, length), length);
    } else {
      Map<String, @Nullable Object> properties = Properties.of(value);
      if (properties != null) {
        members(properties.entrySet().iterator());
      } else {
        plain(value);
      }
    }
  }

  /** A value such as a time or a UUID, whose text is its form, or an object that tells nothing. */
  private void plain(Object value) {
    String text = SafeText.of(value);
    foreign |= !Properties.isOfJava(value);
    string(text);
    if (path.size() == 1) {
      only = SafeText.cut(text, longest);
    }
  }

  private void members(Iterator<? extends Map.Entry<?, ?>> entries) {
    out.append('{');
    int mark = out.length();
    try {
      while (entries.hasNext() && !isFull()) {
        Map.Entry<?, ?> entry = entries.next();
        out.append(out.length() == mark ? "" : ",");
        string(entry.getKey() == null ? "null" : SafeText.of(entry.getKey()));
        out.append(':');
        write(entry.getValue());
      }
      for (int i = 0; i < MOST_COUNTED && entries.hasNext(); i++) {
        entries.next();
        omitted++;
      }
    } catch (RuntimeException e) {
      // Such as a map that another thread changes: what was read stays.
      foreign = true;
    }
    out.append('}');
  }

  private void elements(Iterator<?> elements, int size) {
    out.append('[');
    int read = 0;
    try {
      while (elements.hasNext() && !isFull()) {
        Object element = elements.next();
        out.append(read == 0 ? "" : ",");
        write(element);
        read++;
      }
      omitted += elements.hasNext() ? Math.max(1, size - read) : 0;
    } catch (RuntimeException e) {
      foreign = true;
    }
    out.append(']');
  }

  private boolean isFull() {
    return out.length() >= longest;
  }

  private void string(String text) {
    String kept = SafeText.cut(text, Math.max(0, longest - out.length()));
    cut += text.length() - kept.length();
    CanonicalJson.appendString(out, kept);
  }

  private record ArrayElements(Object array, int length, int[] at) implements Iterator<Object> {
    ArrayElements(Object array, int length) {
      this(array, length, new int[1]);
    }

    @Override
    public boolean hasNext() {
      return at[0] < length;
    }

    @Override
    public Object next() {
      return Array.get(array, at[0]++);
    }
  }
}
