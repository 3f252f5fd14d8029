// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What one resource sent, scope by scope; it is filled whole before it is used, since its members
 * may come in any order. For one thread.
 */
public final class ResourceBatch<T> {
  final Attributes resource = new Attributes();
  final List<Scope<T>> scopes = new ArrayList<>();

  ResourceBatch() {}

  /** The resource's attributes. */
  public Attributes resource() {
    return resource;
  }

  /** The scopes that have items. */
  public List<Scope<T>> scopes() {
    return scopes;
  }

  /** The items of one instrumentation scope. For one thread. */
  public static final class Scope<T> {
    String name = "";
    String version = "";
    final Attributes attributes = new Attributes();
    final List<T> items = new ArrayList<>();

    Scope() {}

    /** The scope's name; "" if it has none. */
    public String name() {
      return name;
    }

    /** The scope's version; "" if it has none. */
    public String version() {
      return version;
    }

    /** The scope's own attributes. */
    public Attributes attributes() {
      return attributes;
    }

    /** The spans or log records. */
    public List<T> items() {
      return items;
    }
  }

  /** Takes what a reader has read. */
  public interface Intake<T> {
    /** One resource, whole. */
    void accept(ResourceBatch<T> batch);

    /** An item that cannot be kept. */
    void reject(String sentence);
  }
}
