// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.assembly;

import dev.steno.model.Feedback;
import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Replay;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.model.message.Message;
import dev.steno.storage.TraceRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts a trace together from what was stored of it. Pure functions. */
public final class Assembly {
  private static final Comparator<StoredSpan> BY_STATED_START =
      Comparator.<StoredSpan, Boolean>comparing(stored -> stored.span().start() == null)
          .thenComparing(StoredSpan.BY_START);

  private Assembly() {}

  /**
   * A trace whole.
   *
   * @param parts all its parts, in any order
   * @param item the message or tool definition of an id; null if there is none
   * @param feedback oldest first
   */
  public static TraceRecord trace(
      String project,
      TraceId id,
      Collection<StoredPart> parts,
      Function<Hash, @Nullable JsonValue> item,
      List<Feedback> feedback) {
    List<StoredSpan> spans = StoredSpan.all(parts).stream().sorted(BY_STATED_START).toList();
    Map<SpanId, Commit> commits = commits(spans, parts);
    Map<Hash, Message> messages = new LinkedHashMap<>();
    Map<Hash, JsonValue> tools = new LinkedHashMap<>();
    for (Commit commit : commits.values()) {
      for (Hash hash : messages(commit)) {
        if (!messages.containsKey(hash) && item.apply(hash) instanceof JsonObject message) {
          messages.put(hash, Message.of(message));
        }
      }
      for (Hash hash : orNone(commit.tools())) {
        Optional.ofNullable(item.apply(hash)).ifPresent(tool -> tools.putIfAbsent(hash, tool));
      }
    }
    List<Span> whole = spans.stream().map(StoredSpan::span).toList();
    return new TraceRecord(project, id, whole, commits, messages, tools, feedback);
  }

  /** All ids that a commit names: tools, system messages, added messages and answers. */
  public static Set<Hash> named(Commit commit) {
    Set<Hash> named = messages(commit);
    named.addAll(orNone(commit.tools()));
    return named;
  }

  /** The ids of the messages that a commit names, in their order. */
  public static Set<Hash> messages(Commit commit) {
    Set<Hash> named = new LinkedHashSet<>(orNone(commit.system()));
    named.addAll(orNone(commit.added()));
    if (commit.choices() != null) {
      commit.choices().forEach(named::addAll);
    }
    return named;
  }

  /**
   * The commits of assembled spans. Where late content replaced the list that another commit's base
   * refers to, that other commit is given its list in full, so that these commits alone can be
   * replayed.
   */
  private static Map<SpanId, Commit> commits(List<StoredSpan> spans, Collection<StoredPart> parts) {
    Map<SpanId, Commit> commits = new LinkedHashMap<>();
    for (StoredSpan stored : spans) {
      if (stored.commit() != null) {
        commits.put(stored.span().spanId(), stored.commit());
      }
    }
    Replay own = new Replay(commits.values());
    Replay all =
        new Replay(parts.stream().map(StoredPart::commit).filter(Objects::nonNull).toList());
    commits.replaceAll(
        (id, commit) -> own.messages(commit).isPresent() ? commit : whole(commit, all));
    return commits;
  }

  private static Commit whole(Commit commit, Replay replay) {
    return replay
        .messages(commit)
        .map(ids -> commit.revisedBy(new Commit(null, null, Hash.ZERO, ids, commit.head(), null)))
        .orElse(commit);
  }

  private static List<Hash> orNone(@Nullable List<Hash> ids) {
    return ids == null ? List.of() : ids;
  }
}
