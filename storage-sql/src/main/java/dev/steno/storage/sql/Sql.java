// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement with named placeholders, such as {@code :project}, and their values: text, long
 * numbers, {@link dev.steno.model.chain.Hash ids}, byte arrays, or a collection of these, which
 * stands for a list in {@code IN (:ids)}. For one thread; values never become part of the text.
 */
public final class Sql {
  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!:):([a-z][a-z0-9_]*)");
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Object> values = new HashMap<>();

  /** An empty statement. */
  public Sql() {}

  /** A statement that begins with {@code text}. */
  public Sql(String text) {
    this.text.append(text);
  }

  /** Appends {@code more} and a space. */
  public Sql add(String more) {
    text.append(more).append(' ');
    return this;
  }

  /** Puts {@code prefix} and a space before what there is. */
  public Sql after(String prefix) {
    text.insert(0, prefix + ' ');
    return this;
  }

  /** Sets the value of a placeholder. */
  public Sql set(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** A statement that knows the value that this one has of a placeholder, and no other. */
  public Sql withOnly(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("placeholder: " + name + " has no value in: " + text);
    }
    return new Sql().set(name, value);
  }

  /** Sets the value of a placeholder of its own and returns it, to be added to the text. */
  public String value(Object value) {
    String name = "v" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  /**
   * This statement with a question mark for every single value. The last value of a list may stand
   * there several times.
   */
  public Positional positional() {
    List<Object> arguments = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder rendered = new StringBuilder();
    while (matcher.find()) {
      Object value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalStateException(
            "placeholder: " + matcher.group() + " has no value in: " + text);
      }
      if (value instanceof Collection<?> many) {
        int marks = marks(many.size());
        arguments.addAll(many);
        Object last = arguments.get(arguments.size() - 1);
        arguments.addAll(Collections.nCopies(marks - many.size(), last));
        matcher.appendReplacement(rendered, "?, ".repeat(marks - 1) + "?");
      } else {
        arguments.add(value);
        matcher.appendReplacement(rendered, "?");
      }
    }
    return new Positional(matcher.appendTail(rendered).toString(), arguments);
  }

  /** A power of two: lists of many lengths make few texts, which engines plan once each. */
  private static int marks(int size) {
    return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * A statement as JDBC takes it. Immutable.
   *
   * @param text with question marks
   * @param arguments one for each question mark
   */
  public record Positional(String text, List<Object> arguments) {
    /** Copies the list. */
    public Positional {
      arguments = List.copyOf(arguments);
    }
  }
}
