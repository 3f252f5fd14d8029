// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat;

/**
 * A structured answer. Immutable.
 *
 * @param value the answer as an object
 * @param reply as the model wrote it
 */
public record Structured<T>(T value, ModelReply reply) {}
