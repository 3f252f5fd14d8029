// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what strace recorded and finds each acknowledgement that was sent before what it
 * acknowledges was synced. For one record and one thread.
 *
 * <p>The rule: since the acknowledgement before, the store was written to; and every file of the
 * store that was written to was synced by a call that began after the last write ended, succeeded,
 * and ended before the acknowledgement began. So the process under test must be given one batch at
 * a time, the next one after the answer to the last.
 */
public final class SyncCheck {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<pid>\\d+) +(?:<\\.\\.\\. (?<resumed>\\w+) resumed>|(?<call>\\w+)\\()(?<rest>.*)");
  private static final Pattern FILE = Pattern.compile("\\d+<(?<path>[^>]*)>.*");
  private static final String UNFINISHED = "<unfinished ...>";

  private final Predicate<String> isStore;
  private final Predicate<String> isAcknowledgement;
  private final Map<String, State> files = new HashMap<>();
  private final Map<String, Call> pending = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private boolean written;
  private int acknowledgements;

  /**
   * A check.
   *
   * @param isStore whether the file of this path is one of the store's
   * @param isAcknowledgement whether a write to any other file, socket or pipe, as strace prints
   *     it, is an acknowledgement
   */
  public SyncCheck(Predicate<String> isStore, Predicate<String> isAcknowledgement) {
    this.isStore = isStore;
    this.isAcknowledgement = isAcknowledgement;
  }

  /**
   * What was found. Immutable.
   *
   * @param acknowledgements how many there were
   * @param violations a sentence for each that came too early
   */
  public record Result(int acknowledgements, List<String> violations) {
    /** Copies the list. */
    public Result {
      violations = List.copyOf(violations);
    }
  }

  /** How far a file was written and synced, counted in beginnings and ends of writes. */
  private static final class State {
    private long written;
    private long synced;
  }

  private record Call(String name, String path, long writtenBefore) {
    boolean isSync() {
      return name.equals("fsync") || name.equals("fdatasync");
    }
  }

  /** Checks the lines of a record, in their order. */
  public Result check(Stream<String> lines) {
    lines.forEachOrdered(this::line);
    return new Result(acknowledgements, violations);
  }

  private void line(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return;
    }
    String rest = line.group("rest");
    if (line.group("resumed") != null) {
      Call call = pending.remove(line.group("pid"));
      if (call != null) {
        end(call, rest);
      }
      return;
    }
    Call call = begin(line.group("call"), rest, text);
    if (rest.endsWith(UNFINISHED)) {
      pending.put(line.group("pid"), call);
    } else {
      end(call, rest);
    }
  }

  private Call begin(String name, String rest, String text) {
    Matcher file = FILE.matcher(rest);
    String path = file.matches() ? file.group("path") : "";
    Call call = new Call(name, path, state(path).written);
    if (!call.isSync()) {
      write(path, text);
    }
    return call;
  }

  private void write(String path, String text) {
    if (isStore.test(path)) {
      state(path).written++;
      written = true;
    } else if (isAcknowledgement.test(text)) {
      acknowledged(text);
    }
  }

  private void end(Call call, String rest) {
    if (!isStore.test(call.path())) {
      return;
    }
    State state = state(call.path());
    if (!call.isSync()) {
      state.written++;
    } else if (rest.matches(".*\\) *= 0")) {
      // An injected result is marked behind the number: nothing was synced then.
      state.synced = Math.max(state.synced, call.writtenBefore());
    }
  }

  private void acknowledged(String text) {
    acknowledgements++;
    if (!written) {
      violations.add("Nothing was written to the store before: " + text);
    }
    files.forEach(
        (path, state) -> {
          if (isStore.test(path) && state.synced < state.written) {
            violations.add(path + " was not synced before: " + text);
          }
        });
    written = false;
  }

  private State state(String path) {
    return files.computeIfAbsent(path, unknown -> new State());
  }
}
