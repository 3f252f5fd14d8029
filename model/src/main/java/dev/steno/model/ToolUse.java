// SPDX-License-Identifier: Apache-2.0
package dev.steno.model;

import org.jspecify.annotations.Nullable;

/**
 * Which tool a TOOL span executed; arguments and result are the span's input and output. Immutable;
 * null is unknown.
 *
 * @param name the tool's name
 * @param callId the id of the model's call
 * @param type function, extension, datastore or what the source says
 * @param description what the tool is for
 */
public record ToolUse(
    @Nullable String name,
    @Nullable String callId,
    @Nullable String type,
    @Nullable String description) {

  ToolUse revisedBy(ToolUse later) {
    return new ToolUse(
        Generation.later(later, this, ToolUse::name),
        Generation.later(later, this, ToolUse::callId),
        Generation.later(later, this, ToolUse::type),
        Generation.later(later, this, ToolUse::description));
  }
}
