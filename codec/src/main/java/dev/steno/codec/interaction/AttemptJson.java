// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.codec.CodecException;
import dev.steno.codec.Fields;
import dev.steno.codec.ObjectBuilder;
import dev.steno.model.Usage;
import dev.steno.model.interaction.Attempt;
import dev.steno.model.interaction.ToolRun;
import dev.steno.model.json.JsonValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an interaction took, attempts and runs of tools, as JSON. Stateless. */
final class AttemptJson {

  private AttemptJson() {}

  static JsonValue toJson(Attempt attempt) {
    Usage usage = attempt.usage();
    return new ObjectBuilder()
        .fixed()
        .put("number", Long.valueOf(attempt.number()))
        .put("reason", InteractionJson.word(attempt.reason()))
        .put("offset_ms", attempt.offset())
        .put("delay_ms", attempt.delay())
        .put("duration_ms", attempt.duration())
        .put("finish_reason", attempt.finishReason())
        .put("usage", usage == null ? null : ResponseJson.usage(usage))
        .put("validation_error", attempt.validationError())
        .put("error", attempt.error() == null ? null : InteractionJson.failure(attempt.error()))
        .build();
  }

  static Attempt attempt(JsonValue json) {
    Fields fields = Fields.of(json, "attempt");
    Attempt.Reason reason = fields.constant("reason", Attempt.Reason.class);
    Fields usage = fields.object("usage");
    Fields error = fields.object("error");
    return new Attempt(
        (int) fields.count("number"),
        reason == null ? Attempt.Reason.FIRST : reason,
        orZero(fields.duration("offset_ms")),
        orZero(fields.duration("delay_ms")),
        orZero(fields.duration("duration_ms")),
        fields.text("finish_reason"),
        usage == null ? null : ResponseJson.usage(usage),
        fields.text("validation_error"),
        error == null ? null : InteractionJson.failure(error));
  }

  static JsonValue toJson(ToolRun run) {
    return new ObjectBuilder()
        .fixed()
        .put("call_id", run.callId())
        .put("name", run.name())
        .put("arguments", run.arguments())
        .put("output", run.output())
        .put("failed", Boolean.valueOf(run.failed()))
        .put("offset_ms", run.offset())
        .put("duration_ms", run.duration())
        .build();
  }

  static ToolRun toolRun(JsonValue json) {
    Fields fields = Fields.of(json, "tool run");
    Boolean failed = fields.bool("failed");
    if (failed == null) {
      throw CodecException.shape("tool run: without failed (expected: true or false)");
    }
    return new ToolRun(
        fields.text("call_id"),
        fields.required("name"),
        fields.required("arguments"),
        fields.required("output"),
        failed,
        orZero(fields.duration("offset_ms")),
        orZero(fields.duration("duration_ms")));
  }

  private static Duration orZero(@Nullable Duration duration) {
    return duration == null ? Duration.ZERO : duration;
  }
}
