// SPDX-License-Identifier: Apache-2.0

/** Takes secrets and personal data out of what is sent, before it is named, hashed or kept. */
@NullMarked
package dev.steno.storage.redaction;

import org.jspecify.annotations.NullMarked;
