// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Recording;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.message.Message;
import dev.steno.storage.assembly.Assembly;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What was said in one part, hashed and ready to be written. Immutable. The costly work is done
 * here, on the thread of whoever appends; finding the base is left to the writer, who knows which
 * heads are stored.
 *
 * @param scope the scope of its items
 * @param trace the trace whose heads count as bases
 * @param full the commit with its message list in full
 * @param heads all heads of the message list, as {@link Chain#heads}; empty if it is unknown
 * @param items what the commit names
 * @param blobs what was cut out of the items
 */
public record PreparedExchange(
    Hash scope, TraceId trace, Commit full, List<Hash> heads, List<Item> items, List<Blob> blobs) {

  /** The head of a message list of one trace within a scope: a possible base. Immutable. */
  public record Head(Hash scope, TraceId trace, Hash hash) {}

  /**
   * A message, a tool definition or a list of tools, as it is stored once per scope. Immutable.
   *
   * @param key its scope and id
   * @param kind the number of its kind
   * @param body canonical JSON
   */
  public record Item(Key key, int kind, String body) {

    /** What an item is known by. Immutable. */
    public record Key(Hash scope, Hash id) {}

    void write(RowWriter row, long timeNanos) {
      row.id(key.scope());
      row.id(key.id());
      row.small(kind);
      row.number(timeNanos);
      row.text(body);
      row.end();
    }
  }

  static PreparedExchange of(Hash scope, TraceId trace, Exchange exchange, KnownItems known) {
    Recording recording = Recording.of(exchange, head -> false, known::item);
    Commit full = recording.commit();
    return new PreparedExchange(
        scope, trace, full, recording.heads(), items(scope, recording), recording.blobs());
  }

  /** The commit with the longest base that is known. */
  public Commit commit(Predicate<Head> known) {
    List<Hash> added = full.added();
    if (added == null) {
      return full;
    }
    int shared = added.size();
    while (shared > 0 && !known.test(head(heads.get(shared)))) {
      shared--;
    }
    return new Commit(
        full.tools(),
        full.system(),
        heads.get(shared),
        added.subList(shared, added.size()),
        full.head(),
        full.choices());
  }

  /** The heads that later commits can begin with once this one is stored. */
  public List<Head> offers() {
    return full.head() == null ? List.of() : List.of(head(full.head()), head(full.answer()));
  }

  long bytes() {
    long bytes = 200 + 16L * heads.size();
    for (Item item : items) {
      bytes += 100 + item.body().length();
    }
    return bytes + blobs.stream().mapToLong(blob -> blob.bytes().length).sum();
  }

  private Head head(Hash hash) {
    return new Head(scope, trace, hash);
  }

  private static List<Item> items(Hash scope, Recording recording) {
    List<Hash> tools = recording.commit().tools();
    Set<Hash> definitions = tools == null ? Set.of() : new HashSet<>(tools);
    Set<Hash> messages = Assembly.messages(recording.commit());
    List<Item> items = new ArrayList<>();
    for (Map.Entry<Hash, String> entry : recording.items().entrySet()) {
      Hash id = entry.getKey();
      boolean tool = definitions.contains(id) && !messages.contains(id);
      items.add(
          new Item(new Item.Key(scope, id), tool ? Kinds.TOOL : Kinds.MESSAGE, entry.getValue()));
    }
    if (tools != null && !tools.isEmpty()) {
      items.add(toolList(scope, tools));
    }
    return items;
  }

  private static Item toolList(Hash scope, List<Hash> tools) {
    List<JsonValue> ids = tools.stream().map(id -> JsonValue.of(id.hex())).toList();
    return new Item(
        new Item.Key(scope, Chain.head(tools)), Kinds.TOOL_LIST, new JsonArray(ids).toString());
  }

  /**
   * The messages that were hashed last, each known by identity: whoever reads a history again hands
   * out the same messages, and no client can slow this down by texts of equal hash codes. About 32
   * MiB at most, and nothing that was not asked for within five minutes. Thread-safe.
   */
  public static final class KnownItems {
    private static final int LONGEST = 64 << 10;
    private static final int OVERHEAD = 1_000;
    private static final long MOST = 32 << 20;
    private static final Duration IDLE = Duration.ofMinutes(5);

    private final Cache<Message, Recording.Item> known =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(MOST)
            .weigher((Message message, Recording.Item item) -> OVERHEAD + 2 * item.json().length())
            .expireAfterAccess(IDLE)
            .executor(Runnable::run)
            .build();

    private Recording.Item item(Message message) {
      Recording.Item item = known.getIfPresent(message);
      if (item == null) {
        item = Recording.Item.of(message);
        if (item.json().length() <= LONGEST) {
          known.put(message, item);
        }
      }
      return item;
    }
  }
}
