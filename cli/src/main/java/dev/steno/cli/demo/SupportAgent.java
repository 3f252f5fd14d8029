// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonObject;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * The shop's support in one conversation: asks the model, runs the tools it calls, asks again,
 * until there is an answer. Each turn is a trace. For one thread; tools that are called together
 * run together.
 */
final class SupportAgent {
  static final int MAX_TOKENS = 800;
  static final double TEMPERATURE = 0.2;
  static final String EFFORT = "medium";

  static final String INSTRUCTIONS =
      """
      You are the support of Kettle & Leaf, a small tea shop. Be warm, brief and exact.
      Look things up before you answer; never guess prices, dates or the state of a parcel.
      Ask before you pay money back. If a tool fails, try it once more before you give up.
      Write Markdown, amounts as 12.50 €.""";

  private static final int MOST_STEPS = 8;

  private final ChatClient model;
  private final List<Tool> tools;
  private final AgentSpans spans;
  private final Visit visit;
  private final Executor workers;
  private final List<JsonObject> history = new ArrayList<>();

  SupportAgent(
      ChatClient model, List<Tool> tools, AgentSpans spans, Visit visit, Executor workers) {
    this.model = model;
    this.tools = tools;
    this.spans = spans;
    this.visit = visit;
    this.workers = workers;
    history.add(new Members().put("role", "system").put("content", INSTRUCTIONS).object());
  }

  /** Answers the customer and returns the id of the trace. */
  String turn(Visit.Turn turn) throws IOException, InterruptedException {
    JsonObject said = new Members().put("role", "user").put("content", turn.says()).object();
    history.add(said);
    Span agent = spans.agent(said);
    try (Scope scope = agent.makeCurrent()) {
      Node answer = converse(turn.streamed());
      agent.setAttribute("gen_ai.output.messages", MessageParts.output(answer, "stop"));
      agent.setStatus(StatusCode.OK);
      return agent.getSpanContext().getTraceId();
    } catch (IOException | RuntimeException e) {
      AgentSpans.failed(agent, "agent", e);
      throw e;
    } finally {
      agent.end();
    }
  }

  private Node converse(boolean streamed) throws IOException, InterruptedException {
    for (int step = 0; step < MOST_STEPS; step++) {
      ChatAnswer answer = ask(streamed);
      List<Node> calls = answer.message().each("tool_calls");
      history.add(asSent(answer.message()));
      if (calls.isEmpty()) {
        return answer.message();
      }
      runAll(calls);
    }
    throw new IOException("no answer after " + MOST_STEPS + " calls of the model");
  }

  private ChatAnswer ask(boolean streamed) throws IOException, InterruptedException {
    Span chat = spans.chat(model.address(), history, tools, streamed);
    try (Scope scope = chat.makeCurrent()) {
      ChatAnswer answer = model.ask(visit.model(), history, tools, visit.reasons(), streamed);
      AgentSpans.answered(chat, answer);
      return answer;
    } catch (IOException | RuntimeException e) {
      AgentSpans.failed(chat, e.getClass().getName(), e);
      throw e;
    } finally {
      chat.end();
    }
  }

  private void runAll(List<Node> calls) {
    List<CompletableFuture<JsonObject>> running = new ArrayList<>();
    Executor traced = Context.current().wrap(workers);
    for (Node call : calls) {
      running.add(CompletableFuture.supplyAsync(() -> run(call), traced));
    }
    try {
      running.forEach(result -> history.add(result.join()));
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private JsonObject run(Node call) {
    Node function = call.get("function");
    Tool tool = tool(function.text("name", ""));
    Span span = spans.tool(tool, call);
    Members result;
    try (Scope scope = span.makeCurrent()) {
      result = tool.body().call(new Node(Json.parse(function.text("arguments", "{}"))));
    } catch (ToolFailure e) {
      AgentSpans.failed(span, e.type(), e);
      result = new Members().put("error", e.type()).put("message", e.getMessage());
    }
    String text = Json.write(result.object());
    span.setAttribute("gen_ai.tool.call.result", text);
    span.end();
    return new Members()
        .put("role", "tool")
        .put("tool_call_id", call.text("id"))
        .put("content", text)
        .object();
  }

  private Tool tool(String name) {
    return tools.stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the model called " + name));
  }

  /** Thoughts are not sent back, as providers ask; neither is what OpenAI alone understands. */
  private static JsonObject asSent(Node answer) {
    Members message = new Members().put("role", "assistant");
    JsonValue content = answer.get("content").value();
    message.put("content", content == null ? JsonValue.NULL : content);
    return message.put("tool_calls", answer.get("tool_calls").value()).object();
  }
}
