// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the envelope that the protobuf requests of all signals share. For one thread. */
final class ProtoBody<T> {
  private final ProtoFields fields;
  private final ItemReader<T> items;
  private final ResourceBatch.Intake<T> intake;

  /** Reads the fields of one span, log record or metric. */
  interface ItemReader<T> {
    /** The item, or null if it need not be kept. */
    @Nullable T read(ProtoFields fields) throws IOException, Rejection;
  }

  ProtoBody(byte[] body, Budget budget, ItemReader<T> items, ResourceBatch.Intake<T> intake) {
    fields = new ProtoFields(body, budget);
    this.items = items;
    this.intake = intake;
  }

  void read() {
    try {
      fields.fields(tag -> tag == Tags.REQUEST_RESOURCES && resources());
      fields.in.checkLastTagWas(0);
    } catch (IOException e) {
      throw WireException.badBody("body: no protobuf of this signal's request", e);
    } catch (Rejection e) {
      throw WireException.badBody("body: " + e.sentence(), e);
    }
  }

  private boolean resources() throws IOException, Rejection {
    ResourceBatch<T> batch = new ResourceBatch<>();
    fields.message(
        tag ->
            switch (tag) {
              case Tags.RESOURCE -> resource(batch);
              case Tags.SCOPES -> scopes(batch);
              default -> false;
            });
    intake.accept(batch);
    return true;
  }

  private boolean resource(ResourceBatch<T> batch) throws IOException, Rejection {
    fields.message(
        tag -> {
          boolean known = tag == Tags.RESOURCE_ATTRIBUTES;
          if (known) {
            fields.attribute(batch.resource);
          }
          return known;
        });
    return true;
  }

  private boolean scopes(ResourceBatch<T> batch) throws IOException, Rejection {
    ResourceBatch.Scope<T> scope = new ResourceBatch.Scope<>();
    fields.message(
        tag ->
            switch (tag) {
              case Tags.SCOPE -> scope(scope);
              case Tags.ITEMS -> item(scope);
              default -> false;
            });
    if (!scope.items.isEmpty()) {
      batch.scopes.add(scope);
    }
    return true;
  }

  private boolean scope(ResourceBatch.Scope<T> scope) throws IOException, Rejection {
    fields.message(
        tag -> {
          switch (tag) {
            case Tags.SCOPE_NAME -> scope.name = fields.text();
            case Tags.SCOPE_VERSION -> scope.version = fields.text();
            case Tags.SCOPE_ATTRIBUTES -> fields.attribute(scope.attributes);
            default -> {
              return false;
            }
          }
          return true;
        });
    return true;
  }

  private boolean item(ResourceBatch.Scope<T> scope) throws IOException {
    try {
      T item = items.read(fields);
      if (item != null) {
        fields.budget.takeItem();
        scope.items.add(item);
      }
    } catch (Rejection e) {
      intake.reject(e.sentence());
    }
    return true;
  }
}
