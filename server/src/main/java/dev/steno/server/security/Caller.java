// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.security;

import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import dev.steno.server.http.Refusal;
import dev.steno.storage.KeyStore.Scope;
import dev.steno.storage.ProjectStore.Project;
import dev.steno.storage.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request. Immutable.
 *
 * @param project the one project that the caller reaches; null if the caller may name any
 * @param scope what the caller may do there; null for a stranger
 * @param how by what the caller is known
 */
public record Caller(@Nullable String project, @Nullable Scope scope, How how) {

  /** The project of a key that reaches every project; only such a key can make another. */
  public static final String EVERY_PROJECT = "*";

  /** By what a caller is known. */
  public enum How {
    /** By nothing, and keys are required. */
    STRANGER,
    /** By nothing, and no keys are required. */
    OPEN,
    /** By a key in the request. */
    KEY,
    /** By the page's cookie. */
    COOKIE,
    /** By the secret that lies in the data directory: who reads that could read the store. */
    LOCAL
  }

  static final Caller STRANGER = new Caller(null, null, How.STRANGER);
  static final Caller OPEN = new Caller(null, Scope.ADMIN, How.OPEN);

  /** A caller known by a key of {@code project}. */
  static Caller of(String project, Scope scope, How how) {
    return new Caller(project.equals(EVERY_PROJECT) ? null : project, scope, how);
  }

  /** True if the caller is let in, whatever they may do. */
  public boolean isKnown() {
    return scope != null;
  }

  /**
   * The project to read: the key's, which nothing overrides, else the one that the request names in
   * {@code x-steno-project}, {@code x-project-name} or the parameter {@code project}, else the
   * default.
   */
  public String projectOf(RequestHeaders headers, QueryParams parameters) {
    String named = projectFor(headers);
    if (named == null) {
      named = parameters.get("project");
    }
    return named == null || named.isEmpty() ? Project.DEFAULT : checked(named);
  }

  /**
   * The project that everything in the request is written to: the key's, else the one that a header
   * names; null if neither says.
   */
  public @Nullable String projectFor(RequestHeaders headers) {
    if (project != null) {
      return project;
    }
    String named = headers.get("x-steno-project");
    if (named == null || named.isBlank()) {
      named = headers.get("x-project-name");
    }
    return named == null || named.isBlank() ? null : checked(named.strip());
  }

  private static String checked(String name) {
    try {
      return Project.checked(name);
    } catch (StorageException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }
}
