// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.agents;

import java.nio.file.Path;

/**
 * How much is written. Immutable.
 *
 * @param runs how often all is repeated, each time into an empty directory
 * @param steps of each of the four interleaved traces
 * @param history messages before their first step
 * @param spans of the conversations of 20 turns
 * @param sessions of many turns
 * @param turns of each session
 * @param directory where it is written, and removed afterwards
 */
public record AgentsPlan(
    int runs, int steps, int history, int spans, int sessions, int turns, Path directory) {}
