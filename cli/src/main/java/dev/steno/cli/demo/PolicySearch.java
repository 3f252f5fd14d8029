// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The shop's terms and a small search over them, traced as a retrieval. Thread-safe. */
final class PolicySearch {
  private static final String SOURCE = "shop-policies";
  private static final int BEST = 2;

  private static final List<Passage> PASSAGES =
      List.of(
          new Passage(
              "returns#damaged",
              "What arrives damaged may be returned within 60 days. We pay for the return and send"
                  + " the label by mail."),
          new Passage(
              "returns#period",
              "Unopened goods may be returned within 30 days. The customer pays for the return."),
          new Passage(
              "refunds#payment",
              "Refunds go to the means of payment of the order and take two to three working"
                  + " days."),
          new Passage(
              "shipping#abroad",
              "Parcels to Norway and Switzerland are tracked and take three to five days."));

  private final Tracer tracer;

  PolicySearch(Tracer tracer) {
    this.tracer = tracer;
  }

  private record Passage(String id, String text) {
    double score(String query) {
      String[] words = query.toLowerCase(Locale.ROOT).split("\\W+");
      long found = List.of(words).stream().filter(text.toLowerCase(Locale.ROOT)::contains).count();
      return Math.round(100.0 * found / words.length) / 100.0;
    }

    JsonObject found(String query) {
      return new Members()
          .put("id", id)
          .put("score", JsonValue.of(score(query)))
          .put("content", text)
          .object();
    }
  }

  /** The passages that fit best, best first. */
  List<JsonObject> search(String query) {
    Span span =
        tracer
            .spanBuilder("retrieval " + SOURCE)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("gen_ai.operation.name", "retrieval")
            .setAttribute("gen_ai.data_source.id", SOURCE)
            .setAttribute("gen_ai.retrieval.query.text", query)
            .setAttribute("gen_ai.request.top_k", (long) BEST)
            .startSpan();
    try {
      Shop.work(31);
      List<JsonObject> best = new ArrayList<>();
      PASSAGES.stream()
          .sorted(Comparator.comparingDouble((Passage p) -> p.score(query)).reversed())
          .limit(BEST)
          .forEach(passage -> best.add(passage.found(query)));
      span.setAttribute("gen_ai.retrieval.documents", Json.write(new JsonArray(List.copyOf(best))));
      return best;
    } finally {
      span.end();
    }
  }
}
