// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.provider;

import dev.steno.model.Usage;
import dev.steno.model.interaction.Response.Raw;
import dev.steno.model.message.Message;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer. Immutable; null is unknown.
 *
 * @param message text, reasoning and tool calls
 * @param finishReason in the provider's own word
 * @param refused whether the model or the provider declined; the message says how
 * @param servedModel the model that says it answered
 * @param responseId the provider's id
 * @param usage tokens
 * @param cost USD, if the provider says so
 * @param raw what went over the wire, if that was asked for
 */
public record ProviderReply(
    Message message,
    @Nullable String finishReason,
    boolean refused,
    @Nullable String servedModel,
    @Nullable String responseId,
    @Nullable Usage usage,
    @Nullable BigDecimal cost,
    @Nullable Raw raw) {}
