// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one agent at work: those whose nearest span of type AGENT above is the same.
 * Immutable.
 *
 * @param trace the trace
 * @param agent the agent's span; null for calls that stand below no agent
 * @param name the agent's name, else its span's; null if neither is known
 */
public record Lane(TraceId trace, @Nullable SpanId agent, @Nullable String name) {}
