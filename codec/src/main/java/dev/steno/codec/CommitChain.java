// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec;

import dev.steno.model.Span;
import dev.steno.model.SpanId;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Chain;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Exchange;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Replay;
import dev.steno.model.message.ContentBlock;
import dev.steno.model.message.Media;
import dev.steno.model.message.Message;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The commits of one exported trace. Not for several threads at once. */
final class CommitChain {
  private final ExportedTrace trace;
  private final Replay replay;
  private final Map<Hash, Message> restored = new LinkedHashMap<>();

  CommitChain(ExportedTrace trace) {
    this.trace = trace;
    this.replay = new Replay(trace.commits().values());
  }

  /**
   * The commits in the order of their spans, each based on the longest list that an earlier one of
   * these ended with. Which base a store chose depends on what its writer remembered. A commit that
   * cannot be replayed stays as it is.
   */
  Map<SpanId, Commit> normal() {
    Set<Hash> known = new HashSet<>();
    Map<SpanId, Commit> normal = new LinkedHashMap<>();
    for (Span span : trace.spans()) {
      Commit commit = trace.commits().get(span.spanId());
      if (commit != null) {
        Commit based = commit.added() == null ? commit : based(commit, known);
        normal.put(span.spanId(), based);
        if (commit.head() != null) {
          known.add(commit.head());
          known.add(commit.answer());
        }
      }
    }
    return normal;
  }

  private Commit based(Commit commit, Set<Hash> known) {
    Optional<List<Hash>> whole = replay.messages(commit);
    if (whole.isEmpty()) {
      return commit;
    }
    List<Hash> ids = whole.get();
    List<Hash> heads = Chain.heads(ids);
    int shared = ids.size();
    while (shared > 0 && !known.contains(heads.get(shared))) {
      shared--;
    }
    return new Commit(
        commit.tools(),
        commit.system(),
        heads.get(shared),
        ids.subList(shared, ids.size()),
        commit.head(),
        commit.choices());
  }

  /** What was said in a span; null if that is not known. */
  @Nullable Exchange exchange(SpanId span) {
    Commit commit = trace.commits().get(span);
    if (commit == null) {
      return null;
    }
    List<Hash> chain =
        commit.added() == null
            ? null
            : replay
                .messages(commit)
                .orElseThrow(
                    () ->
                        CodecException.shape(
                            "span "
                                + span
                                + ": its messages do not lead to the head "
                                + commit.head()
                                + " (expected: the commits of the whole trace)"));
    List<List<Message>> choices = null;
    if (commit.choices() != null) {
      choices = new ArrayList<>();
      for (List<Hash> choice : commit.choices()) {
        choices.add(all(choice, id -> message(span, id)));
      }
    }
    return new Exchange(
        commit.tools() == null
            ? null
            : all(commit.tools(), id -> required(span, "tool", id, trace.tools().get(id))),
        commit.system() == null ? null : all(commit.system(), id -> message(span, id)),
        chain == null ? null : all(chain, id -> message(span, id)),
        choices);
  }

  private Message message(SpanId span, Hash id) {
    Message known = restored.get(id);
    if (known == null) {
      known = withBlobs(required(span, "message", id, trace.messages().get(id)));
      restored.put(id, known);
    }
    return known;
  }

  private static <T> T required(SpanId span, String what, Hash id, @Nullable T value) {
    if (value == null) {
      throw CodecException.shape(
          "span " + span + ": the " + what + " " + id + " is missing (expected: in the same line)");
    }
    return value;
  }

  /** The message as it came, with its binary content in place; a store cuts it out again. */
  private Message withBlobs(Message message) {
    if (message.content().stream().noneMatch(Media.class::isInstance)) {
      return message;
    }
    return new Message(
        message.role(),
        all(message.content(), this::withBlob),
        message.reasoningContent(),
        message.toolCalls(),
        message.toolCallId(),
        message.name());
  }

  private ContentBlock withBlob(ContentBlock block) {
    if (!(block instanceof Media media) || !(media.source() instanceof Media.Blob reference)) {
      return block;
    }
    Blob blob = trace.blobs().get(reference.sha256());
    if (blob == null) {
      return block;
    }
    String data = Base64.getEncoder().encodeToString(blob.bytes());
    return new Media(media.kind(), new Media.Base64(data, reference.mediaType()));
  }

  private static <S, T> List<T> all(List<S> values, Function<S, T> each) {
    return values.stream().map(each).toList();
  }
}
