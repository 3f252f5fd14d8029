// SPDX-License-Identifier: Apache-2.0
package dev.steno.otlp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request beside its body. Immutable.
 *
 * @param project the project of the key or of the request's header, which overrules the body's;
 *     null if neither names one
 * @param arrival when the request arrived
 */
public record RequestContext(@Nullable String project, Instant arrival) {}
