// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.steno.codec.FeedbackJson;
import dev.steno.model.Feedback;
import dev.steno.server.security.Need;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.FeedbackStore.Added;
import java.util.HexFormat;
import java.util.List;

/** Takes feedback on traces and spans, which may arrive later. Thread-safe. */
final class FeedbackResource {
  private final FeedbackStore store;
  private final Resources resources;

  FeedbackResource(FeedbackStore store, Resources resources) {
    this.store = store;
    this.resources = resources;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.post("/feedback", Need.JUDGE, this::add));
  }

  private HttpResponse add(RestCall call) {
    byte[] id = new byte[16];
    resources.random().nextBytes(id);
    Feedback feedback =
        new FeedbackRequest(call.json())
            .read(HexFormat.of().formatHex(id), call.project(), resources.clock().instant());
    Added added = store.add(feedback);
    return call.answer(
        added.isNew() ? HttpStatus.CREATED : HttpStatus.OK,
        new Members().put("feedback", FeedbackJson.toJson(added.feedback())).build());
  }
}
