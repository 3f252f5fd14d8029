// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.query;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of which record. Immutable.
 *
 * @param runs how often all questions are asked, each time of a new server
 * @param repeats how often each question is asked in a run, each time about something else
 * @param spans how many spans the record has
 * @param days over how many days, up to now
 * @param factor of the spans and the days of a second, larger record; 1 for none
 * @param javaOptions for the server's Java machine
 * @param directory where records are made, and removed afterwards
 * @param kept where records are kept, and used again; null to make new ones
 */
public record QueryPlan(
    int runs,
    int repeats,
    int spans,
    int days,
    int factor,
    List<String> javaOptions,
    Path directory,
    @Nullable Path kept) {

  /** Copies the options. */
  public QueryPlan {
    javaOptions = List.copyOf(javaOptions);
  }
}
