// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.memory;

import dev.steno.model.Feedback;
import dev.steno.model.SpanId;
import dev.steno.model.SpanPart;
import dev.steno.model.TraceId;
import dev.steno.model.chain.Blob;
import dev.steno.model.chain.Commit;
import dev.steno.model.chain.Hash;
import dev.steno.model.chain.Recording;
import dev.steno.storage.Preview;
import dev.steno.storage.TraceRecord;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.assembly.Assembly;
import dev.steno.storage.assembly.Placement;
import dev.steno.storage.assembly.StoredPart;
import dev.steno.storage.assembly.StoredSpan;
import dev.steno.storage.assembly.Summary;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of one trace. Not for several threads at once: the store's lock guards it. */
final class MemoryTrace {
  private final Map<PartKey, Filed> parts = new LinkedHashMap<>();
  private final Map<String, Set<Hash>> heads = new HashMap<>();

  private record PartKey(SpanId span, SpanPart.Kind kind, long sequence) {}

  /** A part, and when and in which scope it is filed. */
  record Filed(StoredPart part, Instant time, LocalDate week, String scope) {}

  /** Keeps a part unless it was kept before. */
  boolean keep(SpanPart part, MemoryScopes scopes) {
    PartKey key = new PartKey(part.span().spanId(), part.kind(), part.sequence());
    if (parts.containsKey(key)) {
      return false;
    }
    Placement placement = Placement.of(part);
    String scope = placement.scope();
    Commit commit = record(part, scope, scopes);
    SpanPart bare = new SpanPart(part.kind(), part.sequence(), part.arrival(), part.span(), null);
    parts.put(
        key,
        new Filed(
            new StoredPart(bare, commit, Preview.of(part)),
            placement.time(),
            placement.week(),
            scope));
    return true;
  }

  private @Nullable Commit record(SpanPart part, String scope, MemoryScopes scopes) {
    if (part.exchange() == null || part.exchange().isEmpty()) {
      return null;
    }
    Set<Hash> known = heads.computeIfAbsent(scope, absent -> new HashSet<>());
    Recording recording = Recording.of(part.exchange(), known::contains);
    scopes.keep(scope, recording);
    Commit commit = recording.commit();
    if (commit.head() != null) {
      known.add(commit.head());
      known.add(commit.answer());
    }
    return commit;
  }

  Collection<Filed> parts() {
    return parts.values();
  }

  /** The parts of the weeks of which all parts are filed before a time. */
  Set<Filed> expired(Instant before) {
    Map<LocalDate, List<Filed>> weeks =
        parts.values().stream().collect(Collectors.groupingBy(Filed::week));
    return weeks.values().stream()
        .filter(week -> week.stream().allMatch(part -> part.time().isBefore(before)))
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  /** Forgets parts, and the heads of their scopes, whose lists may go. */
  void drop(Set<Filed> gone) {
    parts.values().removeAll(gone);
    gone.forEach(part -> heads.remove(part.scope()));
  }

  List<StoredSpan> spans() {
    return StoredSpan.all(stored());
  }

  boolean isOf(String conversation) {
    return spans().stream()
        .anyMatch(stored -> conversation.equals(stored.span().grouping().conversation()));
  }

  TraceSummary summary(String project, TraceId id, Instant now) {
    return Summary.of(project, id, spans(), now);
  }

  TraceRecord record(String project, TraceId id, MemoryScopes scopes, List<Feedback> feedback) {
    Set<String> mine = scopes();
    return Assembly.trace(project, id, stored(), hash -> scopes.item(mine, hash), feedback);
  }

  Optional<Blob> blob(String sha256, MemoryScopes scopes) {
    return scopes.blob(scopes(), sha256);
  }

  Set<String> scopes() {
    return parts.values().stream().map(Filed::scope).collect(Collectors.toSet());
  }

  private List<StoredPart> stored() {
    return parts.values().stream().map(Filed::part).toList();
  }
}
