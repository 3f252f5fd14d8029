// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import dev.steno.model.json.CanonicalJson;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.ToolCall;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A call and its answer, with all that a {@link Wire} writes. Immutable.
 *
 * @param call what was asked
 * @param answer what the model says; its tool calls have ids
 * @param tokens what it took
 * @param fingerprint 32 hex digits, the same for the same request
 * @param created when it was answered
 */
record Answered(
    ModelCall call,
    ModelReply.Answer answer,
    TokenCount tokens,
    String fingerprint,
    Instant created) {

  /** An answer to a call; tool calls without an id get one that begins with {@code callPrefix}. */
  static Answered of(ModelCall call, ModelReply.Answer answer, String callPrefix, Instant created) {
    String fingerprint = fingerprint(call.request());
    List<ToolCall> calls = new ArrayList<>();
    for (ToolCall tool : answer.toolCalls()) {
      String id = callPrefix + fingerprint.substring(0, 20) + calls.size();
      calls.add(
          tool.id() != null ? tool : new ToolCall(id, tool.type(), tool.name(), tool.arguments()));
    }
    return new Answered(
        call, answer.calling(calls), TokenCount.of(call, answer), fingerprint, created);
  }

  /** A name for a request, the same for the same request. */
  static String fingerprint(JsonObject request) {
    byte[] canonical = CanonicalJson.write(request).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(canonical).toString().replace("-", "");
  }

  String model() {
    return call.model();
  }

  /** An id that begins with {@code prefix}, the same for the same request. */
  String id(String prefix) {
    return prefix + fingerprint.substring(0, 24);
  }
}
