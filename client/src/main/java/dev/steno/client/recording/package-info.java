// SPDX-License-Identifier: Apache-2.0

/** How the client writes its spans on those of OpenTelemetry; of no use to applications. */
@NullMarked
package dev.steno.client.recording;

import org.jspecify.annotations.NullMarked;
