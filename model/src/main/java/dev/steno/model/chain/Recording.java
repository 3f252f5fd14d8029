// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An exchange made ready to be stored: its commit, and what the commit names by content. Immutable.
 *
 * @param commit the ids
 * @param heads all heads of the message list, as {@link Chain#heads(List)}; empty if it is unknown
 * @param items canonical JSON by id: messages and tool definitions
 * @param values the same as values
 * @param blobs the binary content cut out of the messages
 */
public record Recording(
    Commit commit,
    List<Hash> heads,
    Map<Hash, String> items,
    Map<Hash, JsonValue> values,
    List<Blob> blobs) {

  /** Base64 of this many bytes or more is cut out of a message. */
  public static final int BLOB_BYTES = 1024;

  /** Copies the collections. */
  public Recording {
    heads = List.copyOf(heads);
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    blobs = List.copyOf(blobs);
  }

  /**
   * Records {@code exchange}.
   *
   * @param known tells whether a head is that of an earlier generation of the same trace, before or
   *     after its answer; one that never knows costs space, never truth
   */
  public static Recording of(Exchange exchange, Predicate<Hash> known) {
    return of(exchange, known, Item::of);
  }

  /**
   * Records {@code exchange}.
   *
   * @param known as above
   * @param itemOf what {@link Item#of} answers, or answered earlier for an equal message
   */
  public static Recording of(
      Exchange exchange, Predicate<Hash> known, Function<Message, Item> itemOf) {
    return new Recorder(itemOf).record(exchange, known);
  }

  /**
   * A message or a tool definition as it is stored. Immutable.
   *
   * @param id over {@code json}
   * @param json canonical JSON
   * @param value the same as a value
   */
  public record Item(Hash id, String json, JsonValue value) {

    /** The item of a message that has no binary content. */
    public static Item of(Message message) {
      return of(message.toJson());
    }

    static Item of(JsonValue value) {
      String json = CanonicalJson.write(value);
      return new Item(Hash.sha256(json.getBytes(StandardCharsets.UTF_8)), json, value);
    }
  }

  private static final class Recorder {
    private final Map<Hash, String> items = new LinkedHashMap<>();
    private final Map<Hash, JsonValue> values = new LinkedHashMap<>();
    private final List<Blob> blobs = new ArrayList<>();
    private final Function<Message, Item> itemOf;

    Recorder(Function<Message, Item> itemOf) {
      this.itemOf = itemOf;
    }

    Recording record(Exchange exchange, Predicate<Hash> known) {
      List<Hash> tools = exchange.tools() == null ? null : values(exchange.tools());
      List<Hash> system = exchange.system() == null ? null : messages(exchange.system());
      List<Hash> chain = exchange.messages() == null ? null : messages(exchange.messages());
      List<List<Hash>> choices =
          exchange.choices() == null
              ? null
              : exchange.choices().stream().map(this::messages).toList();
      List<Hash> heads = chain == null ? List.of() : Chain.heads(chain);
      Commit commit = commit(tools, system, chain, heads, choices, known);
      return new Recording(commit, heads, items, values, blobs);
    }

    private static Commit commit(
        @Nullable List<Hash> tools,
        @Nullable List<Hash> system,
        @Nullable List<Hash> chain,
        List<Hash> heads,
        @Nullable List<List<Hash>> choices,
        Predicate<Hash> known) {
      if (chain == null) {
        return new Commit(tools, system, Hash.ZERO, null, null, choices);
      }
      int shared = chain.size();
      while (shared > 0 && !known.test(heads.get(shared))) {
        shared--;
      }
      List<Hash> added = chain.subList(shared, chain.size());
      return new Commit(tools, system, heads.get(shared), added, heads.get(chain.size()), choices);
    }

    private List<Hash> values(List<JsonValue> values) {
      return values.stream().map(value -> keep(Item.of(value))).toList();
    }

    private List<Hash> messages(List<Message> messages) {
      List<Hash> ids = new ArrayList<>(messages.size());
      messages.forEach(message -> ids.add(keep(itemOf.apply(withoutBlobs(message)))));
      return ids;
    }

    private Hash keep(Item item) {
      items.putIfAbsent(item.id(), item.json());
      values.putIfAbsent(item.id(), item.value());
      return item.id();
    }

    private Message withoutBlobs(Message message) {
      List<ContentBlock> content = message.content();
      if (!hasMedia(content)) {
        return message;
      }
      return new Message(
          message.role(),
          content.stream().map(this::withoutBlob).toList(),
          message.reasoningContent(),
          message.toolCalls(),
          message.toolCallId(),
          message.name());
    }

    private static boolean hasMedia(List<ContentBlock> content) {
      for (ContentBlock block : content) {
        if (block instanceof Media) {
          return true;
        }
      }
      return false;
    }

    private ContentBlock withoutBlob(ContentBlock block) {
      if (!(block instanceof Media media)
          || !(media.source() instanceof Media.Base64 source)
          || source.data().length() < BLOB_BYTES * 4 / 3) {
        return block;
      }
      byte[] bytes;
      try {
        bytes = Base64.getDecoder().decode(source.data());
      } catch (IllegalArgumentException notBase64) {
        // What is no base64 stays in the message as it came: nothing is lost by a bad encoder.
        return block;
      }
      String sha256 = HexFormat.of().formatHex(Hash.digest().digest(bytes));
      blobs.add(new Blob(sha256, source.mediaType(), bytes));
      return new Media(media.kind(), new Media.Blob(sha256, source.mediaType(), bytes.length));
    }
  }
}
