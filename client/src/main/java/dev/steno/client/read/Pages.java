// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.read;

import dev.steno.model.json.JsonValue.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The items of a list page by page; a page is asked for when it is needed. For one thread. */
final class Pages<T> implements Iterator<T> {
  private final Function<@Nullable String, JsonObject> ask;
  private final Function<JsonObject, List<T>> items;
  private final Deque<T> waiting = new ArrayDeque<>();
  private @Nullable String cursor;
  private boolean last;

  private Pages(Function<@Nullable String, JsonObject> ask, Function<JsonObject, List<T>> items) {
    this.ask = ask;
    this.items = items;
  }

  /**
   * The items of all pages.
   *
   * @param ask the page of a cursor, null for the first
   * @param items of a page
   */
  static <T> Stream<T> of(
      Function<@Nullable String, JsonObject> ask, Function<JsonObject, List<T>> items) {
    Iterator<T> pages = new Pages<>(ask, items);
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pages, kind), false);
  }

  @Override
  public boolean hasNext() {
    while (waiting.isEmpty() && !last) {
      JsonObject page = ask.apply(cursor);
      waiting.addAll(items.apply(page));
      String next = Documents.next(page);
      last = next == null || next.equals(cursor);
      cursor = next;
    }
    return !waiting.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there is no further page");
    }
    return waiting.remove();
  }
}
