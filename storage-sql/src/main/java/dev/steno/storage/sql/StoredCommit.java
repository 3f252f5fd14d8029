// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.sql;

import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.storage.assembly.Assembly;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A commit as a row has it: its tools by the head of their list. Immutable.
 *
 * @param key the part that it belongs to
 * @param scope where its items are
 * @param timeNanos the time by which it is filed
 * @param toolList the head of the tool list; null if the tools are unknown, zero if there are none
 * @param commit the commit without its tools
 */
record StoredCommit(
    PreparedPart.Key key, Hash scope, long timeNanos, @Nullable Hash toolList, Commit commit) {

  /** The ids of the items that this row names: messages and the tool list. */
  Set<Hash> named() {
    Set<Hash> named = Assembly.messages(commit);
    if (toolList != null && !toolList.equals(Hash.ZERO)) {
      named.add(toolList);
    }
    return named;
  }

  /** The commit with these tools; null if they are unknown. */
  Commit withTools(@Nullable List<Hash> tools) {
    return new Commit(
        tools, commit.system(), commit.base(), commit.added(), commit.head(), commit.choices());
  }
}
