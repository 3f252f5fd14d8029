// SPDX-License-Identifier: Apache-2.0
/** What is made of records on request: figures, comparisons, prices, and pieces of large traces. */
@NullMarked
package dev.steno.server.rest.reading;

import org.jspecify.annotations.NullMarked;
