// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A request that was answered, read as strictly as the formats allow. Immutable. */
record Asked(HttpResponse<String> response) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Posts a body, in which ' stands for ", and waits for the whole answer. */
  static Asked post(MockModel model, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(model.address().resolve(path))
            .POST(BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return new Asked(HTTP.send(request, BodyHandlers.ofString()));
  }

  /** The value at a path of names and indexes, such as {@code content.0.text}. */
  static JsonValue at(JsonValue value, String path) {
    JsonValue at = value;
    for (String step : path.split("\\.")) {
      at =
          at instanceof JsonArray array
              ? array.elements().get(Integer.parseInt(step))
              : ((JsonObject) at).members().get(step);
      assertThat(at).as("%s of %s", path, value).isNotNull();
    }
    return at;
  }

  static JsonValue json(String singleQuoted) {
    return Json.parse(singleQuoted.replace('\'', '"'));
  }

  int status() {
    return response.statusCode();
  }

  JsonObject object() {
    assertThat(header("Content-Type")).isEqualTo("application/json");
    return (JsonObject) Json.parse(response.body());
  }

  JsonValue at(String path) {
    return at(object(), path);
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /** The data of named server-sent events, whose names must be those within the data. */
  List<JsonObject> events() {
    assertThat(header("Content-Type")).startsWith("text/event-stream");
    assertThat(response.body()).endsWith("\n\n");
    List<JsonObject> events = new ArrayList<>();
    for (String event : response.body().split("\n\n")) {
      String[] lines = event.split("\n");
      assertThat(lines).as(event).hasSize(2);
      assertThat(lines[1]).startsWith("data: ");
      JsonObject data = (JsonObject) Json.parse(lines[1].substring("data: ".length()));
      assertThat(lines[0]).isEqualTo("event: " + data.text("type"));
      events.add(data);
    }
    return events;
  }

  /** The objects of NDJSON. */
  List<JsonObject> lines() {
    assertThat(header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(response.body()).endsWith("}\n");
    return response.body().lines().map(line -> (JsonObject) Json.parse(line)).toList();
  }

  /** The strings at a path of those events that have one type, joined. */
  static String joined(List<JsonObject> events, String type, String path) {
    StringBuilder text = new StringBuilder();
    events.stream()
        .filter(event -> type.equals(event.text("type")))
        .forEach(event -> text.append(((JsonValue.JsonString) at(event, path)).value()));
    return text.toString();
  }

  static List<String> types(List<JsonObject> events) {
    return events.stream().map(event -> String.valueOf(event.text("type"))).distinct().toList();
  }
}
