// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.rest;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.steno.server.http.Answers;
import dev.steno.server.http.Body;
import dev.steno.server.http.Budget;
import dev.steno.server.http.Door;
import dev.steno.server.http.Refusal;
import dev.steno.server.rest.reading.AnalysisResource;
import dev.steno.server.rest.reading.CacheResource;
import dev.steno.server.rest.reading.DiffResource;
import dev.steno.server.rest.reading.PieceResource;
import dev.steno.server.rest.reading.PriceResource;
import dev.steno.server.security.Caller;
import dev.steno.server.security.Gate;
import dev.steno.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The REST door under {@value #ROOT}. Thread-safe. */
public final class RestDoor implements Door {
  /** Where the API begins below the base path. */
  public static final String ROOT = "/api/v1";

  private final Gate gate;
  private final Budget budget;
  private final List<Endpoint> endpoints;

  /** The API over a store. */
  public RestDoor(Storage storage, Gate gate, Budget budget, Resources resources) {
    this.gate = gate;
    this.budget = budget;
    LargeAnswers large = new LargeAnswers();
    this.endpoints =
        Stream.of(
                new TraceResource(storage, resources, large).endpoints(),
                new ConversationResource(storage, resources, large).endpoints(),
                new DiffResource(storage, resources, large).endpoints(),
                new AnalysisResource(storage, resources.clock()).endpoints(),
                new PieceResource(storage.analysis(), resources.clock()).endpoints(),
                new DeletionResource(storage, resources.clock()).endpoints(),
                new UsageResource(storage).endpoints(),
                new PriceResource(storage, resources).endpoints(),
                new CacheResource(storage, resources).endpoints(),
                new FeedbackResource(storage.feedback(), resources).endpoints(),
                new ProjectResource(storage.projects(), storage.settings()).endpoints(),
                new RedactionResource(storage, resources.clock()).endpoints(),
                new KeyResource(resources.keys()).endpoints(),
                new TransferResource(storage, resources, large).endpoints(),
                new UpkeepResource(storage.upkeep(), large).endpoints(),
                new SessionResource(gate, resources.logins()).endpoints())
            .flatMap(List::stream)
            .toList();
  }

  /** Everything that can be asked for. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request, String path) {
    RequestHeaders headers = request.headers();
    List<String> segments = Endpoint.segments(path.substring(ROOT.length()));
    HttpMethod method = headers.method() == HttpMethod.HEAD ? HttpMethod.GET : headers.method();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.method() == method) {
        Optional<Map<String, String>> variables = endpoint.match(segments);
        if (variables.isPresent()) {
          return call(context, request, endpoint, variables.get());
        }
      }
    }
    return otherwise(method, segments);
  }

  @Override
  public AggregatedHttpResponse refuse(RequestHeaders headers, Refusal refusal) {
    return Answers.problem(refusal);
  }

  private HttpResponse call(
      ServiceRequestContext context,
      HttpRequest request,
      Endpoint endpoint,
      Map<String, String> variables) {
    RequestHeaders headers = request.headers();
    Caller caller = gate.admit(headers, endpoint.need(), false);
    QueryParams query = QueryParams.fromQueryString(context.query());
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    Body.read(request, endpoint.maxBody(), budget, answer, context.eventLoop())
        .thenApplyAsync(
            body ->
                endpoint
                    .handler()
                    .answer(new RestCall(context, headers, caller, query, variables, body)),
            context.blockingTaskExecutor())
        .whenComplete(
            (done, thrown) -> {
              if (thrown == null) {
                answer.complete(done);
              } else {
                answer.completeExceptionally(thrown);
              }
            });
    return whenDone(headers, answer);
  }

  private HttpResponse otherwise(HttpMethod method, List<String> segments) {
    TreeSet<String> allowed = new TreeSet<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.match(segments).isPresent()) {
        allowed.add(endpoint.method().name());
      }
    }
    if (allowed.isEmpty()) {
      throw Refusal.notFound("path: there is no such resource (expected: one of docs/rest.md)");
    }
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    allowed.add("OPTIONS");
    String allow = String.join(", ", allowed);
    if (method == HttpMethod.OPTIONS) {
      return HttpResponse.of(
          ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.ALLOW, allow));
    }
    throw Refusal.of(
            HttpStatus.METHOD_NOT_ALLOWED, method + ": not allowed here (expected: " + allow + ")")
        .with(HttpHeaderNames.ALLOW, allow);
  }
}
