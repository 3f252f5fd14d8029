// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.steno.codec.Json;
import dev.steno.codec.SpanJson;
import dev.steno.model.Feedback;
import dev.steno.model.SpanPart;
import dev.steno.model.chain.Recording;
import io.opentelemetry.proto.trace.v1.Span.Event;
import io.opentelemetry.proto.trace.v1.Span.Link;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bodies with seeded faults: decoded or refused, and what is decoded can be stored. */
class FuzzTest {
  private static final int BODIES = Boolean.getBoolean("steno.long") ? 3_000_000 : 100_000;
  private static final String CALL =
      """
      {"gen_ai.operation.name":"chat","gen_ai.request.model":"m","gen_ai.usage.input_tokens":"12",
       "gen_ai.usage.cache_read.input_tokens":5,"gen_ai.response.finish_reasons":["stop"],
       "gen_ai.response.time_to_first_chunk":0.25,"gen_ai.usage.cost":0.01,"l":[1,[true,{"a":2.5}]],
       "gen_ai.system_instructions":"[{\\"type\\":\\"text\\",\\"content\\":\\"Be kind.\\"}]",
       "gen_ai.input.messages":"[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\
      \\"content\\":\\"W\\u00fc?\\"},{\\"type\\":\\"blob\\",\\"modality\\":\\"image\\",\
      \\"content\\":\\"AAAA\\"}]}]",
       "gen_ai.output.messages":[{"role":"assistant","parts":[{"type":"tool_call","id":"c",
         "name":"n","arguments":{"x":[1]}}],"finish_reason":"tool_call"}],
       "gen_ai.tool.definitions":[{"type":"function","name":"n"}]}
      """;

  private static byte[] traces() {
    return Bodies.traces(
        "{\"service.name\":\"shop\",\"steno.project\":\"p\"}",
        Bodies.span(CALL)
            .setParentSpanId(Bodies.bytes("00f067aa0ba902b7"))
            .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
            .addEvents(
                Event.newBuilder()
                    .setName("gen_ai.evaluation.result")
                    .addAllAttributes(Bodies.attributes("{\"gen_ai.evaluation.score.value\":0.5}")))
            .addLinks(Link.newBuilder().setTraceId(Bodies.bytes(Bodies.TRACE.hex()))),
        Bodies.span(
            "{\"gen_ai.operation.name\":\"execute_tool\",\"gen_ai.tool.name\":\"n\","
                + "\"gen_ai.tool.call.arguments\":\"{\\\"a\\\":1}\"}"));
  }

  private static byte[] logs() {
    return Bodies.logs(
        Bodies.log("gen_ai.client.inference.operation.details", CALL),
        Bodies.log(
            "gen_ai.evaluation.result", "{\"gen_ai.evaluation.score.label\":\"good\",\"a\":1}"),
        Bodies.log("steno.span.start", "{\"steno.span.parent_id\":\"00f067aa0ba902b7\",\"a\":{}}"));
  }

  private static final String JSON_ITEM =
      "\"traceId\":\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\","
          + "\"attributes\":[{\"key\":\"gen_ai.input.messages\",\"value\":{\"stringValue\":"
          + "\"[{\\\"role\\\":\\\"user\\\",\\\"parts\\\":[\\\"Hi\\\"]}]\"}},"
          + "{\"key\":\"a\",\"value\":{\"arrayValue\":{\"values\":[{\"intValue\":\"1\"},"
          + "{\"doubleValue\":1.5},{\"kvlistValue\":{\"values\":[]}},{\"boolValue\":true}]}}}],";

  private static byte[] jsonTraces() {
    return Bodies.utf8(
        "{\"resourceSpans\":[{\"resource\":{\"attributes\":[]},\"scopeSpans\":[{\"scope\":"
            + "{\"name\":\"l\"},\"spans\":[{"
            + JSON_ITEM
            + "\"startTimeUnixNano\":\"1772600000000000001\",\"endTimeUnixNano\":17e17,"
            + "\"kind\":3,\"status\":{\"code\":2},\"events\":[{\"name\":\"e\"}],"
            + "\"links\":[{\"traceId\":\"00\"}]}]}]}]}");
  }

  private static byte[] jsonLogs() {
    return Bodies.utf8(
        "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{"
            + JSON_ITEM
            + "\"timeUnixNano\":1,\"eventName\":\"gen_ai.client.inference.operation.details\","
            + "\"severityNumber\":9,\"body\":{\"stringValue\":\"b\"}}]}]}]}");
  }

  private final OtlpDecoder decoder = new OtlpDecoder();
  private long parts;
  private long refused;

  @Test
  void mutated_traces_in_protobuf_are_decoded_or_refused() {
    fuzz(traces(), body -> decoder.traces(body, Encoding.PROTOBUF, Bodies.CONTEXT), BODIES / 4);
  }

  @Test
  void mutated_logs_in_protobuf_are_decoded_or_refused() {
    fuzz(logs(), body -> decoder.logs(body, Encoding.PROTOBUF, Bodies.CONTEXT), BODIES / 4);
  }

  @Test
  void mutated_traces_in_json_are_decoded_or_refused() {
    fuzz(jsonTraces(), body -> decoder.traces(body, Encoding.JSON, Bodies.CONTEXT), BODIES / 4);
  }

  @Test
  void mutated_logs_in_json_are_decoded_or_refused() {
    fuzz(jsonLogs(), body -> decoder.logs(body, Encoding.JSON, Bodies.CONTEXT), BODIES / 8);
  }

  @Test
  void mutated_metrics_are_counted_or_refused() {
    Decoded nothing = new Decoded(List.of(), List.of(), 0, null);
    byte[] json =
        Bodies.utf8(
            new String(jsonTraces(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("Spans", "Metrics")
                .replace("spans", "metrics"));

    fuzz(traces(), body -> counted(body, Encoding.PROTOBUF, nothing), BODIES / 16);
    fuzz(json, body -> counted(body, Encoding.JSON, nothing), BODIES / 16);
  }

  private Decoded counted(byte[] body, Encoding encoding, Decoded answer) {
    assertThat(decoder.metrics(body, encoding)).isNotNegative();
    parts++;
    return answer;
  }

  private interface Decode {
    Decoded decode(byte[] body);
  }

  private void fuzz(byte[] body, Decode decode, int bodies) {
    Random random = new Random(body.length);
    assertThat(decode.decode(body).rejected()).isZero();
    for (int i = 0; i < bodies; i++) {
      byte[] mutated = mutate(body, random);
      try {
        check(decode.decode(mutated));
      } catch (OtlpException expected) {
        refused++;
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("body " + i + ": " + HexFormat.of().formatHex(mutated), e);
      }
    }
    assertThat(parts).as("some are decoded").isPositive();
    assertThat(refused).as("some are refused").isPositive();
  }

  /** Whatever was decoded can be written, read back and recorded. */
  private void check(Decoded decoded) {
    assertThat(decoded.rejected() > 0)
        .isEqualTo(decoded.rejected() > 0 && decoded.message() != null);
    for (SpanPart part : decoded.parts()) {
      parts++;
      String text = Json.write(SpanJson.toJson(part.span()));
      assertThat(SpanJson.fromJson(part.span().project(), part.span().traceId(), Json.parse(text)))
          .isEqualTo(part.span());
      if (part.exchange() != null) {
        assertThat(Recording.of(part.exchange(), head -> false).items()).isNotNull();
      }
    }
    for (Feedback feedback : decoded.feedback()) {
      assertThat(feedback.id()).hasSize(32);
    }
  }

  private static byte[] mutate(byte[] body, Random random) {
    byte[] mutated = body.clone();
    for (int n = random.nextInt(4); n >= 0; n--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(6)) {
        case 0 -> mutated[at] = (byte) random.nextInt(256);
        case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutated = cut(mutated, at, random.nextInt(8));
        case 3 -> mutated = copied(mutated, at, random);
        case 4 -> mutated[at] = mutated[random.nextInt(mutated.length)];
        default -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
      }
    }
    return mutated;
  }

  private static byte[] cut(byte[] body, int at, int length) {
    int end = Math.min(body.length, at + length);
    byte[] shorter = new byte[Math.max(1, body.length - (end - at))];
    System.arraycopy(body, 0, shorter, 0, Math.min(at, shorter.length));
    System.arraycopy(
        body, end, shorter, Math.min(at, shorter.length - (body.length - end)), body.length - end);
    return shorter;
  }

  private static byte[] copied(byte[] body, int at, Random random) {
    int from = random.nextInt(body.length);
    int length = Math.min(random.nextInt(64), body.length - from);
    byte[] longer = new byte[body.length + length];
    System.arraycopy(body, 0, longer, 0, at);
    System.arraycopy(body, from, longer, at, length);
    System.arraycopy(body, at, longer, at + length, body.length - at);
    return longer;
  }
}
