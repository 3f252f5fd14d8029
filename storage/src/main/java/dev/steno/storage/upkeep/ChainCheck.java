// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.upkeep;

import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Replay;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Checks the commits of one trace. Pure functions.
 *
 * <p>A context's id is not stored, it follows from tools, system messages and head; so a chain is
 * broken exactly if a head is not what its messages lead to, or a base is nowhere reached.
 */
public final class ChainCheck {

  private ChainCheck() {}

  /** A commit and the span that it belongs to. Immutable. */
  public record Filed(SpanId span, Commit commit) {}

  /** What is wrong with the commits of a trace, all of which are given. */
  public static List<Fault> check(String project, TraceId trace, Collection<Filed> commits) {
    Replay replay = new Replay(commits.stream().map(Filed::commit).toList());
    List<Fault> faults = new ArrayList<>();
    for (Filed filed : commits) {
      Commit commit = filed.commit();
      List<Hash> added = commit.added();
      if (added == null) {
        continue;
      }
      Hash computed = Chain.head(commit.base(), added);
      if (!computed.equals(commit.head())) {
        faults.add(
            new Fault(
                project,
                trace,
                filed.span(),
                "the head " + commit.head() + " is not what its messages lead to: " + computed));
      } else if (replay.messages(commit).isEmpty()) {
        faults.add(
            new Fault(
                project,
                trace,
                filed.span(),
                "the base " + commit.base() + " is the head of no other call of the trace"));
      }
    }
    return faults;
  }
}
