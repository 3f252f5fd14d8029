// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Seeded values of every shape, hostile ones among them. For one thread. */
public final class RandomValues {
  private static final String[] LEXEMES = {
    "0", "-0", "1.50", "1e3", "-12.5E+30", "0.1e-400", "9007199254740993", "1" + "0".repeat(300)
  };
  private static final String[] TEXTS = {
    "",
    "plain",
    "\"quoted\" \\ /",
    "\u0000\u001f\u007f",
    "\ud800",
    "a\udc00b",
    "\ud83d\ude00",
    "ünï"
  };
  final Random random;

  /** Values that follow from a seed. */
  public RandomValues(long seed) {
    random = new Random(seed);
  }

  /** What decides. */
  public Random random() {
    return random;
  }

  /** Any JSON. */
  public JsonValue json(int depth) {
    return switch (random.nextInt(depth <= 0 ? 5 : 7)) {
      case 0 -> JsonValue.NULL;
      case 1 -> JsonValue.of(random.nextBoolean());
      case 2 -> new JsonNumber(LEXEMES[random.nextInt(LEXEMES.length)]);
      case 3, 4 -> JsonValue.of(text());
      case 5 -> new JsonArray(list(() -> json(depth - 1)));
      default -> object(depth);
    };
  }

  /** Any object. */
  public JsonObject object(int depth) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      members.put(text() + random.nextInt(100), json(depth - 1));
    }
    return new JsonObject(members);
  }

  /** Any text. */
  public String text() {
    if (random.nextInt(3) > 0) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      text.append((char) random.nextInt(0x10000));
    }
    return text.toString();
  }

  /** None to three. */
  public <T> List<T> list(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  /** One or null. */
  public <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
