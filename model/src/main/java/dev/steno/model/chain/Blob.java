// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import org.jspecify.annotations.Nullable;

/**
 * Binary content that was cut out of a message. The array is shared, not copied: do not write to
 * it.
 *
 * @param sha256 the full SHA-256 of the bytes, 64 lower-case hex digits
 * @param mediaType null if the source named none
 * @param bytes the content
 */
@SuppressWarnings("ArrayRecordComponent") // identified by its hash, never compared by value
public record Blob(String sha256, @Nullable String mediaType, byte[] bytes) {}
