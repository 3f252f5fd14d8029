// SPDX-License-Identifier: Apache-2.0
package dev.steno.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracing throws nothing into the application, whatever it is given. */
class HostileTest {
  private final Client client = new Client(b -> b.startParts(false).longestText(1_000));
  private final Trace trace = client.steno.trace();

  @ParameterizedTest
  @MethodSource("hostile")
  void whatever_an_object_does_the_span_ends(Object object) {
    MessageSpan message = trace.message(object).attribute("a", object);
    message.tool(object).end(object);
    message.generation(object).tools(List.of(object)).parameter("p", object).end(object);
    message.end(object);
    client.steno.trace(t -> t.metadata("m", object)).message("x").end();

    assertThat(client.parts()).hasSize(4);
    assertThat(client.steno.counts().failures()).isZero();
    assertThat(client.parts().get(0).span().input()).isNotNull();
  }

  static List<Object> hostile() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    Map<String, Object> mapped = new LinkedHashMap<>();
    mapped.put("self", mapped);
    Object deep = "bottom";
    for (int i = 0; i < 5_000; i++) {
      deep = List.of(deep);
    }
    return List.of(
        new Throwing(),
        new Recursive(),
        new NullText(),
        new ThrowingBean(),
        new Node(),
        cycle,
        mapped,
        deep,
        new Endless(),
        new ThrowingList(),
        Map.of(new Throwing(), new Throwing()),
        "x".repeat(100_000),
        "\ud83d".repeat(2_000),
        new byte[10_000],
        new int[] {1, 2},
        Double.NaN,
        Thread.currentThread(),
        Optional.empty(),
        new Object());
  }

  static final class Throwing {
    @Override
    public String toString() {
      throw new IllegalStateException("hostile");
    }
  }

  static final class Recursive {
    @Override
    public String toString() {
      return "again " + this;
    }
  }

  static final class NullText {
    @Override
    public String toString() {
      return null;
    }
  }

  /** A bean. */
  public static final class ThrowingBean {
    public String getName() {
      throw new IllegalStateException("hostile");
    }

    public boolean isFine() {
      return true;
    }
  }

  /** A bean that refers to itself. */
  public static final class Node {
    public Node getSelf() {
      return this;
    }
  }

  static final class Endless implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return true;
        }

        @Override
        public String next() {
          return "x";
        }
      };
    }
  }

  static final class ThrowingList implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      throw new IllegalStateException("hostile");
    }
  }

  record Document(String id, double score, Optional<String> title, List<Integer> pages) {}

  /** A bean. */
  public static final class Bean {
    public String getName() {
      return "Ada";
    }

    public boolean isKnown() {
      return true;
    }
  }

  @Test
  void records_and_beans_are_json() {
    trace
        .message(new Document("a", 0.5, Optional.of("T"), List.of(1, 2)))
        .end(List.of(new Bean(), Map.of("b", new BigDecimal("1.10"))));

    assertThat(client.span().input())
        .isEqualTo(Json.parse("{\"id\":\"a\",\"score\":0.5,\"title\":\"T\",\"pages\":[1,2]}"));
    assertThat(client.span().output())
        .isEqualTo(Json.parse("[{\"known\":true,\"name\":\"Ada\"},{\"b\":1.10}]"));
    assertThat(client.span().flags()).isEmpty();
  }

  @Test
  void what_java_writes_as_text_is_text() {
    UUID id = new UUID(1, 2);

    trace.message(id).end(Map.of("at", Instant.EPOCH));

    assertThat(client.span().input()).isEqualTo(JsonValue.of(id.toString()));
    assertThat(client.span().output()).isEqualTo(Json.parse("{\"at\":\"1970-01-01T00:00:00Z\"}"));
    assertThat(client.span().flags()).isEmpty();
  }

  @Test
  void what_only_its_own_text_can_tell_of_is_flagged() {
    trace.message(new Throwing()).end();

    assertThat(client.span().input().toString()).contains("toString: IllegalStateException");
    assertThat(client.span().flags()).containsExactly("to_string");
  }

  @Test
  void what_is_too_long_is_cut_and_counted() {
    trace.message("x".repeat(1_500)).end(List.of("y".repeat(2_000), "z", "z"));

    JsonObject attributes = client.span().attributes();
    assertThat(client.span().input()).isEqualTo(JsonValue.of("x".repeat(1_000)));
    assertThat(attributes.get("steno.cut_characters")).isEqualTo(JsonValue.of(1_501));
    assertThat(attributes.get("steno.omitted_values")).isEqualTo(JsonValue.of(2));
  }

  @Test
  void a_hook_that_throws_is_counted_and_nothing_more() {
    Trace other =
        client.steno.trace(
            t -> {
              throw new IllegalStateException("hostile");
            });
    other.message("Hi").end();
    other.feedback(
        feedback -> {
          throw new IllegalStateException("hostile");
        });

    assertThat(client.parts()).hasSize(1);
    assertThat(client.steno.counts().failures()).isEqualTo(2);
  }

  @Test
  void an_exception_that_throws_when_it_is_read_fails_the_span_all_the_same() {
    trace
        .message("Hi")
        .fail(
            new RuntimeException() {
              @Override
              public String getMessage() {
                throw new IllegalStateException("hostile");
              }
            });

    assertThat(client.span().statusMessage()).contains("getMessage: IllegalStateException");
  }
}
