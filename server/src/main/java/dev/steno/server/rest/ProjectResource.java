// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.server.http.Refusal;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Need;
import dev.steno.storage.ProjectSettings;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.ProjectStore.Project;
import dev.steno.storage.SettingStore;
import dev.steno.storage.redaction.Redaction;
import java.util.List;

/** Projects, all or the one that the caller's key reaches, and their settings. Thread-safe. */
final class ProjectResource {
  private final ProjectStore store;
  private final SettingStore settings;

  ProjectResource(ProjectStore store, SettingStore settings) {
    this.store = store;
    this.settings = settings;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/projects", Need.READ, this::list),
        Endpoint.post("/projects", Need.ADMIN, this::create),
        Endpoint.get("/projects/{project}/settings", Need.ADMIN, this::settings),
        Endpoint.put("/projects/{project}/settings", Need.ADMIN, this::set));
  }

  private HttpResponse list(RestCall call) {
    String bound = call.caller().project();
    List<Project> projects =
        store.list().stream()
            .filter(project -> bound == null || bound.equals(project.name()))
            .toList();
    return call.answer(
        new Members().putList("projects", projects, ProjectResource::toJson).build());
  }

  private HttpResponse create(RestCall call) {
    String name = call.json().text("name");
    if (name == null) {
      throw Refusal.invalid("name: absent (expected: the project's name)");
    }
    Project.checked(name);
    checkReach(call.caller(), name);
    return call.answer(HttpStatus.CREATED, toJson(store.create(name)));
  }

  private HttpResponse settings(RestCall call) {
    String name = reachable(call);
    boolean there =
        name.equals(Redaction.EVERY_PROJECT)
            || store.list().stream().anyMatch(project -> project.name().equals(name));
    if (!there) {
      throw Refusal.notFound(
          "project: "
              + RestCall.shortened(name)
              + " is not there (expected: a name that GET /projects lists)");
    }
    return call.answer(settings.of(name).toJson());
  }

  private HttpResponse set(RestCall call) {
    String name = reachable(call);
    ProjectSettings given = ProjectSettings.of(call.json());
    if (name.equals(Redaction.EVERY_PROJECT)) {
      checkShared(given);
    } else {
      store.create(name);
    }
    settings.put(name, given);
    return call.answer(given.toJson());
  }

  /** Deletion is not to be asked for of every project at once. */
  private static void checkShared(ProjectSettings given) {
    if (given.retention() != null) {
      throw Refusal.invalid("retention_days: of every project (expected: set for each project)");
    }
  }

  private static String reachable(RestCall call) {
    String name = Project.checked(call.variable("project"));
    checkReach(call.caller(), name);
    return name;
  }

  /** Refuses what a key of one project asks about another. */
  static void checkReach(Caller caller, String project) {
    if (caller.project() != null && !caller.project().equals(project)) {
      throw Refusal.of(
          HttpStatus.FORBIDDEN,
          "project: "
              + RestCall.shortened(project)
              + " (expected: "
              + caller.project()
              + ", the only one that this key reaches)");
    }
  }

  private static JsonObject toJson(Project project) {
    return new Members().put("name", project.name()).put("created_time", project.created()).build();
  }
}
