// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Position;
import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How much there is to read in messages and tools, in bytes of UTF-8: of all cheap measures the one
 * nearest to tokens in every script. For one thread: it remembers what it has worked out.
 */
final class Sizes {
  /** What a role and the marks around a message come to. */
  private static final long MESSAGE = 16;

  /** A picture of usual size is about a thousand tokens, however many bytes it has. */
  private static final long MEDIA = 4000;

  private final Function<Hash, @Nullable Message> message;
  private final Function<Hash, @Nullable JsonValue> tool;
  private final Map<Hash, Long> known = new HashMap<>();
  private final Map<Position, Long> upTo = new HashMap<>();

  Sizes(Function<Hash, @Nullable Message> message, Function<Hash, @Nullable JsonValue> tool) {
    this.message = message;
    this.tool = tool;
  }

  /** Of the whole list that ends there. */
  long upTo(Position end) {
    Deque<Position> open = new ArrayDeque<>();
    Position at = end;
    while (at.length() > 0 && !upTo.containsKey(at)) {
      open.push(at);
      at = at.before();
    }
    long size = upTo.getOrDefault(at, 0L);
    for (Position next : open) {
      size += of(next.id());
      upTo.put(next, size);
    }
    return size;
  }

  long of(@Nullable List<Hash> ids) {
    long size = 0;
    if (ids != null) {
      for (Hash id : ids) {
        size += of(id);
      }
    }
    return size;
  }

  private long of(Hash id) {
    Long size = known.get(id);
    if (size == null) {
      size = measured(id);
      known.put(id, size);
    }
    return size;
  }

  private long measured(Hash id) {
    Message said = message.apply(id);
    if (said == null) {
      JsonValue definition = tool.apply(id);
      return definition == null ? 0 : bytes(CanonicalJson.write(definition));
    }
    long size = MESSAGE;
    for (ContentBlock block : said.content()) {
      size +=
          block instanceof ContentBlock.Text text
              ? bytes(text.text())
              : block instanceof Media ? MEDIA : bytes(CanonicalJson.write(block.toJson()));
    }
    size += said.reasoningContent() == null ? 0 : bytes(said.reasoningContent());
    for (ToolCall call : said.toolCalls()) {
      size += bytes(call.name()) + bytes(call.arguments());
    }
    return size;
  }

  private static long bytes(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }
}
