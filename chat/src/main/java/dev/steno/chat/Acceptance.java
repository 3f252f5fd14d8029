// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import org.jspecify.annotations.Nullable;

/** Decides whether an answer is what was asked for. For one call. */
interface Acceptance {

  /** The JSON schema of the answer. */
  JsonObject schema();

  /** Why an answer is not accepted, as the model is told; null if it is. */
  @Nullable String refuse(Message answer);
}
