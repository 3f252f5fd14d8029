// SPDX-License-Identifier: Apache-2.0
package dev.steno.model.chain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generation as the chain stores it: an exchange by ids. Immutable. As in {@link Exchange}, null
 * says nothing.
 *
 * @param tools the ids of the tool definitions
 * @param system the ids of the leading system messages
 * @param base the head of an earlier generation of the same trace that this one's messages begin
 *     with; {@link Hash#ZERO} if {@code added} is the whole list
 * @param added the ids of the messages after {@code base}
 * @param head the head after {@code added}; null exactly if {@code added} is
 * @param choices the ids of the answers, choice 0 first
 */
public record Commit(
    @Nullable List<Hash> tools,
    @Nullable List<Hash> system,
    Hash base,
    @Nullable List<Hash> added,
    @Nullable Hash head,
    @Nullable List<List<Hash>> choices) {

  /** The commit of a part that says nothing of an exchange. */
  public static final Commit EMPTY = new Commit(null, null, Hash.ZERO, null, null, null);

  /** Copies the lists. */
  public Commit {
    if ((added == null) != (head == null)) {
      throw new IllegalArgumentException(
          "head: " + head + ", added: " + added + " (expected: both or neither)");
    }
    tools = tools == null ? null : List.copyOf(tools);
    system = system == null ? null : List.copyOf(system);
    added = added == null ? null : List.copyOf(added);
    choices = choices == null ? null : choices.stream().map(List::copyOf).toList();
  }

  /** The context's id ({@link Chain#context}), unknown lists taken as empty. */
  public Hash context() {
    return Chain.context(orNone(tools), orNone(system), headOrZero());
  }

  /** The head after choice 0, or {@link #headOrZero()} if there is no choice. */
  public Hash answer() {
    return choices == null || choices.isEmpty()
        ? headOrZero()
        : Chain.head(headOrZero(), choices.get(0));
  }

  /** The head, or zero if the messages are unknown. */
  public Hash headOrZero() {
    return head == null ? Hash.ZERO : head;
  }

  /** This commit with every list that {@code later} knows taken from there. */
  public Commit revisedBy(Commit later) {
    boolean messages = later.added != null;
    return new Commit(
        later.tools != null ? later.tools : tools,
        later.system != null ? later.system : system,
        messages ? later.base : base,
        messages ? later.added : added,
        messages ? later.head : head,
        later.choices != null ? later.choices : choices);
  }

  private static List<Hash> orNone(@Nullable List<Hash> ids) {
    return ids == null ? List.of() : ids;
  }
}
