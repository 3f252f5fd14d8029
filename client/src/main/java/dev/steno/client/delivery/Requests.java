// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import dev.steno.client.delivery.Item.Origin;
import dev.steno.client.delivery.Item.Signal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bodies of OTLP/HTTP from items, and items from bodies that were made here. Stateless.
 *
 * <p>Traces and logs have the same form: field 1 of a request is a resource's, whose field 2 is a
 * scope's, whose field 2 is a span or log record.
 */
final class Requests {
  private static final int RESOURCES = 1;
  private static final int CHILDREN = 2;

  private Requests() {}

  /** An {@code ExportTraceServiceRequest}, or its like for logs, of items of one signal. */
  static byte[] body(List<Item> items) {
    Map<Origin, List<Item>> origins = new LinkedHashMap<>();
    for (Item item : items) {
      origins.computeIfAbsent(item.origin(), origin -> new ArrayList<>()).add(item);
    }
    ProtoBuffer out = new ProtoBuffer(expected(items));
    origins.forEach(
        (origin, children) -> {
          int resource = out.begin(RESOURCES);
          out.raw(origin.resource());
          int scope = out.begin(CHILDREN);
          out.raw(origin.scope());
          children.forEach(child -> out.bytes(CHILDREN, child.bytes()));
          out.end(scope);
          out.end(resource);
        });
    return out.take();
  }

  /**
   * The items of a body.
   *
   * @throws RuntimeException if it was not made by {@link #body}
   */
  static List<Item> items(Signal signal, byte[] body, boolean own) {
    List<Item> items = new ArrayList<>();
    for (Field resource : fields(ByteBuffer.wrap(body))) {
      List<Field> ofResource = fields(resource.content());
      byte[] aboutResource = withoutChildren(ofResource);
      for (Field scope : ofResource) {
        if (scope.number() == CHILDREN) {
          List<Field> ofScope = fields(scope.content());
          Origin origin = new Origin(aboutResource, withoutChildren(ofScope));
          ofScope.stream()
              .filter(field -> field.number() == CHILDREN)
              .map(field -> new Item(signal, origin, bytes(field.content()), 0, 0, own))
              .forEach(items::add);
        }
      }
    }
    return items;
  }

  private static int expected(List<Item> items) {
    int tagAndLength = 5;
    int origin = items.get(0).origin().resource().length + items.get(0).origin().scope().length;
    return items.stream().mapToInt(item -> item.bytes().length + tagAndLength).sum() + origin + 64;
  }

  private record Field(int number, ByteBuffer whole, ByteBuffer content) {}

  private static List<Field> fields(ByteBuffer message) {
    List<Field> fields = new ArrayList<>();
    while (message.hasRemaining()) {
      int start = message.position();
      int number = varint(message) >>> 3;
      int length = varint(message);
      ByteBuffer content = message.slice(message.position(), length);
      message.position(message.position() + length);
      fields.add(new Field(number, message.slice(start, message.position() - start), content));
    }
    return fields;
  }

  private static byte[] withoutChildren(List<Field> fields) {
    ProtoBuffer rest = new ProtoBuffer(64);
    fields.stream()
        .filter(field -> field.number() != CHILDREN)
        .forEach(field -> rest.raw(bytes(field.whole())));
    return rest.take();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
