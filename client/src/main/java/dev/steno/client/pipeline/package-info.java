// SPDX-License-Identifier: Apache-2.0

/** What happens to a span between its end and its delivery: sampling, redaction, counting. */
@NullMarked
package dev.steno.client.pipeline;

import org.jspecify.annotations.NullMarked;
