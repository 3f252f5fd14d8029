// SPDX-License-Identifier: Apache-2.0

/** The REST door: resources under /api/v1 and their documents. */
@NullMarked
package dev.steno.server.rest;

import org.jspecify.annotations.NullMarked;
