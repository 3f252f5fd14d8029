// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.demo;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls an OpenAI-compatible model server. Thread-safe. */
final class ChatClient {
  private static final String DATA = "data: ";
  private static final String LAST = "[DONE]";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI completions;

  ChatClient(URI baseUrl) {
    completions = URI.create(baseUrl + "/chat/completions");
  }

  URI address() {
    return completions;
  }

  /**
   * Looks whether the model server is there.
   *
   * @throws IOException if it is not
   */
  void check() throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(completions.resolve("../models")).build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      check(response.statusCode(), new Node(Json.parse(response.body())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while asking for the models");
    }
  }

  /**
   * Asks the model.
   *
   * @param messages the whole history as ChatML
   * @param reasons whether to ask for thinking
   */
  ChatAnswer ask(
      String model, List<JsonObject> messages, List<Tool> tools, boolean reasons, boolean streamed)
      throws IOException, InterruptedException {
    Members body =
        new Members()
            .put("model", model)
            .put("messages", messages)
            .put("tools", tools.stream().map(Tool::definition).toList())
            .put("max_completion_tokens", SupportAgent.MAX_TOKENS);
    if (reasons) {
      body.put("reasoning_effort", SupportAgent.EFFORT);
    } else {
      body.number("temperature", Double.toString(SupportAgent.TEMPERATURE));
    }
    if (streamed) {
      body.put("stream", true).put("stream_options", new Members().put("include_usage", true));
    }
    HttpRequest request =
        HttpRequest.newBuilder(completions)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.writeBytes(body.object())))
            .build();
    return streamed ? streamed(request) : whole(request);
  }

  private ChatAnswer whole(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    Node answer = new Node(Json.parse(response.body()));
    check(response.statusCode(), answer);
    Node choice = answer.each("choices").get(0);
    return new ChatAnswer(
        answer.text("id", ""),
        answer.text("model", ""),
        choice.get("message"),
        choice.text("finish_reason", ""),
        answer.get("usage"),
        null);
  }

  private ChatAnswer streamed(HttpRequest request) throws IOException, InterruptedException {
    long asked = System.nanoTime();
    HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
    StreamedAnswer answer = new StreamedAnswer();
    Duration first = null;
    try (Stream<String> lines = response.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (response.statusCode() != 200) {
          check(response.statusCode(), new Node(Json.parse(line)));
        }
        if (line.startsWith(DATA) && !line.endsWith(LAST)) {
          first = first == null ? Duration.ofNanos(System.nanoTime() - asked) : first;
          answer.add(new Node(Json.parse(line.substring(DATA.length()))));
        }
      }
    }
    return answer.whole(first);
  }

  private static void check(int status, Node answer) throws IOException {
    if (status != 200) {
      throw new IOException("the model answered " + status + ": " + message(answer));
    }
  }

  private static @Nullable String message(Node answer) {
    return answer.get("error").text("message");
  }
}
