// SPDX-License-Identifier: Apache-2.0

/** Seeded faults: what the server must not do. */
@NullMarked
package dev.steno.architecture.faults.server;

import org.jspecify.annotations.NullMarked;
