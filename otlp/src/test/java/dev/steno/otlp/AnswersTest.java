// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void full_success_is_an_empty_answer() {
    assertThat(Answers.accepted(Signal.TRACES, 0, null, Encoding.PROTOBUF)).isEmpty();
    assertThat(text(Answers.accepted(Signal.TRACES, 0, null, Encoding.JSON))).isEqualTo("{}");
  }

  @Test
  void partial_success_tells_how_many_and_why() throws IOException {
    byte[] traces = Answers.accepted(Signal.TRACES, 3, "why", Encoding.PROTOBUF);
    byte[] logs = Answers.accepted(Signal.LOGS, 4, "why", Encoding.PROTOBUF);

    assertThat(ExportTraceServiceResponse.parseFrom(traces).getPartialSuccess())
        .returns(3L, p -> p.getRejectedSpans())
        .returns("why", p -> p.getErrorMessage());
    assertThat(
            ExportLogsServiceResponse.parseFrom(logs).getPartialSuccess().getRejectedLogRecords())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "TRACES,rejectedSpans",
    "LOGS,rejectedLogRecords",
    "METRICS,rejectedDataPoints",
  })
  void partial_success_in_json_has_the_signals_names(Signal signal, String name) {
    assertThat(text(Answers.accepted(signal, 3, "why", Encoding.JSON)))
        .isEqualTo("{\"partialSuccess\":{\"" + name + "\":\"3\",\"errorMessage\":\"why\"}}");
  }

  @Test
  void a_warning_is_a_partial_success_without_rejections() throws IOException {
    byte[] warning = Answers.accepted(Signal.TRACES, 0, "beware", Encoding.PROTOBUF);

    assertThat(ExportTraceServiceResponse.parseFrom(warning).getPartialSuccess())
        .returns(0L, p -> p.getRejectedSpans())
        .returns("beware", p -> p.getErrorMessage());
  }

  @Test
  void an_error_is_a_status_in_either_encoding() throws IOException {
    CodedInputStream protobuf =
        CodedInputStream.newInstance(Answers.status(3, "no protobuf", Encoding.PROTOBUF));

    assertThat(protobuf.readTag()).isEqualTo(8);
    assertThat(protobuf.readInt32()).isEqualTo(3);
    assertThat(protobuf.readTag()).isEqualTo(18);
    assertThat(protobuf.readString()).isEqualTo("no protobuf");
    assertThat(protobuf.isAtEnd()).isTrue();
    assertThat(text(Answers.status(3, "no \"json\"", Encoding.JSON)))
        .isEqualTo("{\"code\":3,\"message\":\"no \\\"json\\\"\"}");
  }

  @Test
  void a_full_server_says_when_to_come_back() throws IOException {
    CodedInputStream status =
        CodedInputStream.newInstance(Answers.retryStatus(14, "full", Duration.ofSeconds(7)));

    status.skipField(status.readTag());
    status.skipField(status.readTag());
    assertThat(status.readTag()).isEqualTo(26);
    CodedInputStream any = status.readBytes().newCodedInput();
    any.readTag();
    assertThat(any.readString()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
    any.readTag();
    assertThat(any.readBytes().toByteArray()).containsExactly(10, 2, 8, 7);
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-protobuf,PROTOBUF",
    "application/json; charset=utf-8,JSON",
    "APPLICATION/JSON,JSON",
    "text/plain,",
    "application/jsonl,",
  })
  void the_content_type_names_the_encoding(String header, Encoding encoding) {
    assertThat(Encoding.ofContentType(header).orElse(null)).isEqualTo(encoding);
  }
}
