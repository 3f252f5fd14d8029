// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Node;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered. Immutable.
 *
 * @param id the provider's id of the answer
 * @param model the model that answered
 * @param message the answer as ChatML
 * @param finishReason why it ended
 * @param usage tokens in OpenAI's form
 * @param firstChunk from the request to the first chunk; null if it was not streamed
 */
record ChatAnswer(
    String id,
    String model,
    Node message,
    String finishReason,
    Node usage,
    @Nullable Duration firstChunk) {}
