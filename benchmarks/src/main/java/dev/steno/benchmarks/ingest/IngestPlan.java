// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How spans are sent. Immutable.
 *
 * @param runs how often all is repeated, each time with a new server and an empty directory
 * @param seconds how long is measured
 * @param warmUp seconds before that, which do not count
 * @param inFlight how many requests are under way at a time
 * @param traces conversations of 50 spans in a request
 * @param requests how many different requests are encoded; they are sent in turn
 * @param pause of each reader between an answer and its next request
 * @param group spans in a transaction of the raw appender
 * @param javaOptions for the server's Java machine
 * @param directory where the data directories are made, and removed afterwards
 */
public record IngestPlan(
    int runs,
    int seconds,
    int warmUp,
    int inFlight,
    int traces,
    int requests,
    Duration pause,
    int group,
    List<String> javaOptions,
    Path directory) {

  /** Copies the options. */
  public IngestPlan {
    javaOptions = List.copyOf(javaOptions);
  }
}
