// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import dev.steno.server.http.Door;
import dev.steno.server.metrics.StateDoor;
import dev.steno.server.otlp.GrpcDoor;
import dev.steno.server.otlp.OtlpDoor;
import dev.steno.server.page.PageDoor;
import dev.steno.server.rest.RestDoor;

/** All doors, and which of them a request knocks at. Immutable; the doors are thread-safe. */
record Doors(
    String basePath, GrpcDoor grpc, OtlpDoor otlp, RestDoor rest, StateDoor state, PageDoor page) {

  /** A door and the path below the base path. */
  record Found(String name, Door door, String path) {}

  Found find(RequestHeaders headers, String whole) {
    // A gRPC client cannot be given a base path, and an exporter may be given any prefix.
    if (GrpcDoor.isGrpc(headers, whole)) {
      return new Found("grpc", grpc, whole);
    }
    boolean below = whole.equals(basePath) || whole.startsWith(basePath + "/");
    String path = below ? whole.substring(basePath.length()) : whole;
    if (path.isEmpty()) {
      path = "/";
    }
    boolean api = below && (path.equals(RestDoor.ROOT) || path.startsWith(RestDoor.ROOT + "/"));
    // GET /api/v1/traces is the list; POST to it is an exporter that was given /api as its prefix.
    if (OtlpDoor.isOtlp(path) && !(api && headers.method() != HttpMethod.POST)) {
      return new Found("otlp", otlp, path);
    }
    if (api) {
      return new Found("rest", rest, path);
    }
    if (StateDoor.isState(path)) {
      return new Found("state", state, path);
    }
    return new Found("page", page, below ? path : "/not-below-the-base-path");
  }
}
