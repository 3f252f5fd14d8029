// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Keys;
import dev.steno.server.security.Need;
import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.KeyStore.StoredKey;
import dev.steno.storage.ProjectStore.Project;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keys: listed without their secrets, made and shown once, removed. Thread-safe. A key of one
 * project handles the keys of that project; only a key of {@code *} makes another of {@code *}.
 */
final class KeyResource {
  private static final int LONGEST_NAME = 200;

  private final Keys keys;

  KeyResource(Keys keys) {
    this.keys = keys;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/keys", Need.ADMIN, this::list),
        Endpoint.post("/keys", Need.ADMIN, this::make),
        Endpoint.delete("/keys/{key}", Need.ADMIN, this::remove));
  }

  private HttpResponse list(RestCall call) {
    return call.answer(
        new Members().putList("keys", reachable(call.caller()), KeyResource::toJson).build());
  }

  private HttpResponse make(RestCall call) {
    JsonObject json = call.json();
    String project = json.text("project");
    if (project == null) {
      project = call.project();
    }
    Project.checked(project);
    ProjectResource.checkReach(call.caller(), project);
    Keys.Made made = keys.make(project, scope(json), name(json));
    return call.answer(
        HttpStatus.CREATED,
        new Members().put("key", made.secret()).putAll(toJson(made.key())).build());
  }

  private HttpResponse remove(RestCall call) {
    String id = call.variable("key");
    boolean there = reachable(call.caller()).stream().anyMatch(key -> key.id().equals(id));
    if (!there || !keys.remove(id)) {
      throw Refusal.notFound(
          "key: "
              + RestCall.shortened(id)
              + " is not there (expected: an id that GET /keys lists)");
    }
    return call.answer(new Members().put("deleted", id).build());
  }

  private List<StoredKey> reachable(Caller caller) {
    return keys.list().stream()
        .filter(key -> caller.project() == null || caller.project().equals(key.project()))
        .toList();
  }

  private static Scope scope(JsonObject json) {
    String text = json.text("scope");
    for (Scope scope : Scope.values()) {
      if (text != null && scope.name().equals(text.toUpperCase(Locale.ROOT))) {
        return scope;
      }
    }
    throw Refusal.invalid(
        "scope: "
            + (text == null ? "absent" : RestCall.shortened(text))
            + " (expected: ingest, read or admin)");
  }

  private static @Nullable String name(JsonObject json) {
    String name = json.text("name");
    if (name != null && name.length() > LONGEST_NAME) {
      throw Refusal.invalid(
          "name: " + name.length() + " characters (expected: at most " + LONGEST_NAME + ")");
    }
    return name == null || name.isBlank() ? null : name;
  }

  private static JsonObject toJson(StoredKey key) {
    return new Members()
        .put("id", key.id())
        .put("project", key.project())
        .put("scope", key.scope().name().toLowerCase(Locale.ROOT))
        .put("name", key.name() == null ? null : JsonValue.of(key.name()))
        .put("created_time", key.created())
        .build();
  }
}
