// SPDX-License-Identifier: Apache-2.0

/**
 * What tests share: fixtures, seeded generators, a scripted model server and a clock that is told
 * the time.
 */
@NullMarked
package dev.steno.testing;

import org.jspecify.annotations.NullMarked;
