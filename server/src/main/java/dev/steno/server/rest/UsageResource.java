// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.security.Need;
import dev.steno.storage.Storage;
import dev.steno.storage.usage.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much the store holds, by week and project. Thread-safe. */
final class UsageResource {
  private final Storage storage;

  UsageResource(Storage storage) {
    this.storage = storage;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/usage", Need.ADMIN, this::usage));
  }

  private HttpResponse usage(RestCall call) {
    String bound = call.caller().project();
    Usage usage = storage.usage();
    Members members =
        new Members()
            .putList("weeks", usage.weeks(), week -> week(week, bound))
            .put("disk", bound == null ? disk(usage.disk()) : null);
    return call.answer(putCopies(members, usage.disk(), bound).build());
  }

  /**
   * Adds what deletions do not reach, if there is anything; how large it is only to who may see
   * all.
   */
  static Members putCopies(Members members, Usage.Disk disk, @Nullable String bound) {
    return disk.copies().isEmpty()
        ? members
        : members.putList("copies", disk.copies(), copy -> copy(copy, bound));
  }

  private static JsonObject copy(Usage.Copy copy, @Nullable String bound) {
    Members members = new Members().put("path", copy.path());
    return (bound == null ? members.put("bytes", copy.bytes()) : members).build();
  }

  /** A key of one project sees what that one has, and nothing of the others. */
  private static JsonObject week(Usage.Week week, @Nullable String bound) {
    List<Usage.Share> shares =
        week.projects().stream()
            .filter(share -> bound == null || bound.equals(share.project()))
            .toList();
    Members members = new Members().put("week", week.monday().toString());
    if (bound == null) {
      members.put("bytes", week.bytes());
    }
    return members.putList("projects", shares, UsageResource::share).build();
  }

  private static JsonObject share(Usage.Share share) {
    return new Members()
        .put("project", share.project())
        .put("traces", share.traces())
        .put("spans", share.spans())
        .put("messages", share.messages())
        .put("blobs", share.blobs())
        .put("estimated_bytes", share.bytes())
        .build();
  }

  private static JsonObject disk(Usage.Disk disk) {
    return new Members()
        .put("used_bytes", disk.used())
        .put("catalog_bytes", disk.catalog())
        .put("temporary_bytes", disk.temporary())
        .put("limit_bytes", disk.limit() == null ? JsonValue.NULL : JsonValue.of(disk.limit()))
        .put("free_bytes", disk.free())
        .build();
  }
}
