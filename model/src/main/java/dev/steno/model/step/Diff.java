// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.step;

import dev.steno.model.Span;
import dev.steno.model.chain.Hash;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two records side by side: their spans aligned lane by lane. Immutable. Times, tokens and costs
 * are no difference, and neither are the ids of tool calls: every run has its own.
 *
 * @param rows lane by lane, in order of time within each
 * @param first where the records part; null if they are the same
 */
public record Diff(List<Row> rows, @Nullable Divergence first) {

  /** What of two spans differs, in the order in which it is looked at. */
  public enum Part {
    /** One side has no such span. */
    MISSING,
    /** The name. */
    NAME,
    /** The model. */
    MODEL,
    /** The system messages. */
    SYSTEM,
    /** The tool definitions. */
    TOOLS,
    /** What the model saw after its system messages. */
    MESSAGES,
    /** What the model answered. */
    ANSWER,
    /** What went in, where it was no conversation. */
    INPUT,
    /** What came out, where it was no conversation. */
    OUTPUT,
    /** The status. */
    STATUS
  }

  /**
   * A span of one side.
   *
   * @param step null if the span is no model call
   */
  public record Entry(Span span, @Nullable Step step) {}

  /**
   * Two spans that belong together, or one that nothing belongs to.
   *
   * @param lane the lane of {@code a}, else of {@code b}
   * @param differs what differs, in order; empty if nothing does
   */
  public record Row(Lane lane, @Nullable Entry a, @Nullable Entry b, Set<Part> differs) {

    /** Copies the set. */
    public Row {
      EnumSet<Part> parts = EnumSet.noneOf(Part.class);
      parts.addAll(differs);
      differs = java.util.Collections.unmodifiableSet(parts);
    }
  }

  /**
   * The earliest difference.
   *
   * @param row where
   * @param part in what
   * @param index which element of the list that differs, from 0; -1 if no list does
   * @param a that element in the first record: a message or a tool; null if there is none
   * @param b the same in the second record
   */
  public record Divergence(Row row, Part part, int index, @Nullable Hash a, @Nullable Hash b) {}

  /** Copies the list. */
  public Diff {
    rows = List.copyOf(rows);
  }

  /** Compares two records. */
  public static Diff of(Side a, Side b) {
    return new Alignments(a, b).diff();
  }

  /** Whether nothing differs. */
  public boolean isSame() {
    return first == null;
  }
}
