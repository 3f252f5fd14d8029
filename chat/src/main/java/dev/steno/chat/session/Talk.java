// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.session;

import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said in a session, and whether somebody is speaking now. Thread-safe. */
public final class Talk {
  private final String session;
  private List<Message> messages;
  private List<Compaction> compactions;
  private @Nullable Turn current;

  /**
   * A talk.
   *
   * @param session the session's id, for sentences
   * @param messages what was said before, oldest first
   * @param compactions when messages gave way to summaries before, oldest first
   */
  public Talk(String session, List<Message> messages, List<Compaction> compactions) {
    this.session = session;
    this.messages = List.copyOf(messages);
    this.compactions = List.copyOf(compactions);
  }

  /** What was said, oldest first. */
  public synchronized List<Message> messages() {
    return messages;
  }

  /** When messages gave way to summaries, oldest first. */
  public synchronized List<Compaction> compactions() {
    return compactions;
  }

  /** The same as it is now, of which nobody else knows. */
  public synchronized Talk copy() {
    return new Talk(session, messages, compactions);
  }

  /**
   * Begins a turn, which somebody has to end.
   *
   * @throws IllegalStateException if the one before is not over
   */
  public synchronized Turn begin() {
    if (current != null) {
      throw new IllegalStateException(
          "session "
              + session
              + ": a call is under way (expected: one at a time; read its stream to the end or"
              + " close it, or open a session for each thread)");
    }
    current = new Turn(messages);
    return current;
  }

  private synchronized void end(
      Turn turn, List<Message> saidThen, @Nullable Compaction compaction) {
    if (current != turn) {
      return;
    }
    current = null;
    messages = List.copyOf(saidThen);
    if (compaction != null) {
      List<Compaction> all = new ArrayList<>(compactions);
      all.add(compaction);
      compactions = List.copyOf(all);
    }
  }

  /** One call, from its beginning until it is over; only its first end counts. Thread-safe. */
  public final class Turn {
    private final List<Message> before;

    private Turn(List<Message> before) {
      this.before = before;
    }

    /** What was said when it began. */
    public List<Message> before() {
      return before;
    }

    /**
     * How many of those there are before the last {@code keep} and the user's message above them.
     */
    public int older(int keep) {
      int cut = Math.max(0, before.size() - keep);
      while (cut > 0 && cut < before.size() && !before.get(cut).role().equals("user")) {
        cut--;
      }
      return cut;
    }

    /** Ends it as if it had not been. */
    public void end() {
      Talk.this.end(this, before, null);
    }

    /** Ends it with what was said in it. */
    public void say(List<Message> said) {
      List<Message> all = new ArrayList<>(before);
      all.addAll(said);
      Talk.this.end(this, all, null);
    }

    /** Ends it with one message in the place of those that the compaction counts. */
    public void compact(Compaction compaction, Message summary) {
      List<Message> all = new ArrayList<>();
      all.add(summary);
      all.addAll(before.subList(compaction.messages(), before.size()));
      Talk.this.end(this, all, compaction);
    }
  }
}
