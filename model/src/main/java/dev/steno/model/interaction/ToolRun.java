// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.interaction;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A tool that was run because a model asked for it. Immutable.
 *
 * @param callId links it to the model's call and to the message with its result; null if the model
 *     gave no id
 * @param name the tool
 * @param arguments as the model wrote them, meant to be a JSON object
 * @param output what the model was told
 * @param failed whether that tells of an error
 * @param offset from the interaction's start to the run
 * @param duration how long it ran
 */
public record ToolRun(
    @Nullable String callId,
    String name,
    String arguments,
    String output,
    boolean failed,
    Duration offset,
    Duration duration) {}
