// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.generate;

import dev.steno.model.Dropped;
import dev.steno.model.Feedback;
import dev.steno.model.Generation;
import dev.steno.model.Grouping;
import dev.steno.model.Origin;
import dev.steno.model.Span;
import dev.steno.model.SpanEvent;
import dev.steno.model.SpanId;
import dev.steno.model.SpanLink;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanStatus;
import dev.steno.model.SpanType;
import dev.steno.model.ToolUse;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Exchange;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import dev.steno.model.message.ToolCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A trace in which whatever can happen may: hostile texts, spans that never ended or whose clock is
 * wrong, late content, several choices, binary content, repeated calls, feedback. Immutable.
 *
 * @param parts in the order in which they arrive
 * @param feedback on the trace
 */
public record WildTrace(List<SpanPart> parts, List<Feedback> feedback) {

  /** Copies the lists. */
  public WildTrace {
    parts = List.copyOf(parts);
    feedback = List.copyOf(feedback);
  }

  /** A trace of one to six spans that begins at about {@code start}. */
  public static WildTrace of(Generator generator, String project, Instant start) {
    return new Maker(generator, project, start).make();
  }

  private static final class Maker {
    private final Generator random;
    private final String project;
    private final Instant start;
    private final TraceId trace;
    private final List<SpanPart> parts = new ArrayList<>();
    private final List<Message> said = new ArrayList<>();

    Maker(Generator random, String project, Instant start) {
      this.random = random;
      this.project = project;
      this.start = start;
      this.trace = random.traceId();
    }

    WildTrace make() {
      int spans = 1 + random.below(6);
      for (int i = 0; i < spans; i++) {
        add(start.plusMillis(random.below(5000)));
      }
      List<Feedback> feedback = new ArrayList<>();
      for (int i = random.below(3); i > 0; i--) {
        feedback.add(feedback(i));
      }
      return new WildTrace(parts, feedback);
    }

    private void add(Instant at) {
      SpanId id = random.spanId();
      Instant arrival = at.plusSeconds(10);
      // A clock that is a month ahead is not believed.
      Instant stated = rarely() ? at.plus(Duration.ofDays(30)) : at;
      if (often()) {
        parts.add(part(SpanPart.Kind.START, 0, at, begun(id, stated).build(), null));
      }
      if (!rarely()) {
        Exchange exchange = often() ? exchange() : null;
        parts.add(part(SpanPart.Kind.SPAN, 0, arrival, ended(id, stated).build(), exchange));
      }
      for (int i = random.below(3); i > 0; i--) {
        Span.Builder bare = Span.builder(project, trace, id).attributes(object());
        Exchange late = often() ? exchange() : null;
        parts.add(part(SpanPart.Kind.CONTENT, i, arrival.plusMillis(i), bare.build(), late));
      }
    }

    private static SpanPart part(
        SpanPart.Kind kind, long sequence, Instant arrival, Span span, @Nullable Exchange said) {
      return new SpanPart(kind, sequence, arrival, span, said);
    }

    private Span.Builder begun(SpanId id, Instant at) {
      return Span.builder(project, trace, id)
          .parentId(maybe(random::spanId))
          .type(maybe(() -> SpanType.values()[random.below(SpanType.values().length)]))
          .name(maybe(random::hostile))
          .kind(maybe(() -> "CLIENT"))
          .start(rarely() ? null : at)
          .grouping(
              new Grouping(
                  maybe(() -> "c" + random.below(3)), null, maybe(random::hostile), null, null));
    }

    private Span.Builder ended(SpanId id, Instant at) {
      return begun(id, at)
          .status(SpanStatus.values()[random.below(2)])
          .statusMessage(maybe(random::hostile))
          .errorType(maybe(random::hostile))
          .end(rarely() ? null : at.plusMillis(random.below(3000)).plusNanos(random.below(1000)))
          .input(maybe(this::json))
          .output(maybe(this::json))
          .attributes(object())
          .events(often() ? List.of() : List.of(new SpanEvent(random.hostile(), at, object())))
          .links(
              often()
                  ? List.of()
                  : List.of(new SpanLink(random.traceId(), random.spanId(), object())))
          .origin(new Origin(object(), maybe(random::hostile), maybe(() -> "1.0")))
          .agent(maybe(random::hostile))
          .tool(maybe(() -> new ToolUse(random.hostile(), maybe(() -> "call"), null, null)))
          .generation(maybe(this::generation))
          .dropped(often() ? Dropped.NONE : new Dropped(1, 0, 2, random.below(4)))
          .flags(often() ? Set.of() : Set.of("sampled"));
    }

    private Generation generation() {
      return Generation.builder()
          .provider(maybe(() -> "example"))
          .requestModel(maybe(() -> "example-large"))
          .responseModel(maybe(random::hostile))
          .responseId(maybe(() -> "resp_1"))
          .parameters(object())
          .finishReasons(often() ? List.of() : List.of("stop", random.hostile()))
          .streaming(maybe(this::often))
          .timeToFirstToken(maybe(() -> Duration.ofNanos(random.below(1_000_000_000))))
          .usage(maybe(random::usage))
          .cost(maybe(() -> new BigDecimal("0.0" + (1 + random.below(99999)))))
          .attempts(maybe(() -> random.below(5)))
          .build();
    }

    /** What was said so far, or some of it, or something else, with any of its lists unknown. */
    private Exchange exchange() {
      if (often()) {
        said.add(message("user"));
      }
      List<Message> input = rarely() ? List.of(message("user")) : List.copyOf(said);
      List<List<Message>> choices = new ArrayList<>();
      for (int i = random.below(3); i > 0; i--) {
        choices.add(rarely() ? List.of() : List.of(message("assistant")));
      }
      if (often() && !choices.isEmpty()) {
        said.addAll(choices.get(0));
      }
      return new Exchange(
          maybe(() -> List.of(json(), object())),
          maybe(() -> List.of(message("system"))),
          rarely() ? null : input,
          rarely() ? null : choices);
    }

    private Message message(String role) {
      List<ContentBlock> content = new ArrayList<>();
      for (int i = random.below(3); i > 0; i--) {
        content.add(block());
      }
      List<ToolCall> calls =
          often()
              ? List.of()
              : List.of(ToolCall.function(maybe(() -> "call"), "look", random.hostile()));
      return new Message(
          role,
          content,
          maybe(random::hostile),
          calls,
          maybe(() -> "call"),
          maybe(random::hostile));
    }

    private ContentBlock block() {
      return switch (random.below(5)) {
        case 0 ->
            new Media(Media.Kind.IMAGE, new Media.Base64(picture(), maybe(() -> "image/png")));
        case 1 -> new Media(Media.Kind.FILE, new Media.Url(random.hostile(), null));
        case 2 -> ContentBlock.of(new JsonObject(Map.of("type", JsonValue.of("odd"), "x", json())));
        case 3 -> new ContentBlock.Json(object());
        default -> new ContentBlock.Text(random.hostile());
      };
    }

    private String picture() {
      byte[] bytes = new byte[random.below(4000)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.below(256);
      }
      return Base64.getEncoder().encodeToString(bytes);
    }

    private Feedback feedback(int number) {
      return new Feedback(
          HexFormat.of().toHexDigits(trace.low()) + HexFormat.of().toHexDigits((long) number),
          project,
          trace,
          maybe(random::spanId),
          maybe(random::hostile),
          new Feedback.Verdict(
              maybe(() -> Feedback.Tag.NEGATIVE),
              maybe(() -> new BigDecimal("0.250")),
              null,
              null,
              random.hostile()),
          Feedback.Source.EXPLICIT,
          maybe(random::hostile),
          maybe(() -> trace + "-" + number),
          start.plusSeconds(random.below(3)));
    }

    private JsonValue json() {
      return switch (random.below(6)) {
        case 0 -> JsonValue.NULL;
        case 1 -> new JsonNumber("1.50");
        case 2 -> new JsonNumber("1e400");
        case 3 -> new JsonArray(List.of(JsonValue.of(true), JsonValue.of(random.hostile())));
        case 4 -> object();
        default -> JsonValue.of(random.hostile());
      };
    }

    private JsonObject object() {
      return often()
          ? JsonObject.EMPTY
          : new JsonObject(Map.of(random.hostile(), JsonValue.of(random.below(9)), "text", json()));
    }

    private boolean often() {
      return random.below(3) > 0;
    }

    private boolean rarely() {
      return random.below(8) == 0;
    }

    private <T> @Nullable T maybe(Supplier<@Nullable T> value) {
      return random.below(2) == 0 ? value.get() : null;
    }
  }
}
