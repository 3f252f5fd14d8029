// SPDX-License-Identifier: Apache-2.0

/** What instrumentations mean by the attributes they write: one class per dialect. */
@NullMarked
package dev.steno.otlp.dialect;

import org.jspecify.annotations.NullMarked;
