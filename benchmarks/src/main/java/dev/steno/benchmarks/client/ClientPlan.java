// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.client;

import java.time.Duration;

/**
 * How spans are made. Immutable.
 *
 * @param runs how often all is repeated, each time in a new process
 * @param warmUps how often a loop is run before it counts
 * @param loops how often it is run then
 * @param loop how long each time
 */
public record ClientPlan(int runs, int warmUps, int loops, Duration loop) {}
