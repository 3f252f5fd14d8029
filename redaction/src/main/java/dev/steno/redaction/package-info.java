// SPDX-License-Identifier: Apache-2.0

/** Takes secrets and personal data out of what is recorded, before it is named, hashed or kept. */
@NullMarked
package dev.steno.redaction;

import org.jspecify.annotations.NullMarked;
