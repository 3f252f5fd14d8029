// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of imported lines. Immutable.
 *
 * @param lines that were not empty
 * @param spans that were taken
 * @param feedback that was taken
 * @param duplicates spans and feedback that the store had already
 * @param rejected lines of which nothing was taken
 * @param errors why, for the first {@value #MOST_ERRORS} of them
 */
public record Imported(
    long lines, long spans, long feedback, long duplicates, long rejected, List<LineError> errors) {
  /** So many errors are told; the others are counted. */
  public static final int MOST_ERRORS = 100;

  /** Copies the list. */
  public Imported {
    errors = List.copyOf(errors);
  }

  /**
   * Why a line was rejected. Immutable.
   *
   * @param line its number, from 1
   * @param sentence what is wrong
   */
  public record LineError(int line, String sentence) {}

  /** Counts. For one thread. */
  static final class Count {
    private final List<LineError> errors = new ArrayList<>();
    long lines;
    long spans;
    long feedback;
    long duplicates;
    private long rejected;

    void reject(int line, String sentence) {
      rejected++;
      if (errors.size() < MOST_ERRORS) {
        errors.add(new LineError(line, sentence));
      }
    }

    Imported total() {
      return new Imported(lines, spans, feedback, duplicates, rejected, errors);
    }
  }
}
