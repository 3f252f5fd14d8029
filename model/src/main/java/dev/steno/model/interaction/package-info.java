// SPDX-License-Identifier: Apache-2.0

/** Interactions: what a chat model was asked and answered, as a chat application sees it. */
@NullMarked
package dev.steno.model.interaction;

import org.jspecify.annotations.NullMarked;
