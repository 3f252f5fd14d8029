// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.cli.Journey.Outcome;
import dev.steno.cli.Journey.Running;
import dev.steno.cli.json.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeIT {
  private static final String ONE_SPAN =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
      "spanId":"b7ad6b7169203331","name":"%s","startTimeUnixNano":"%d",
      "endTimeUnixNano":"%d"}]}]}]}""";

  @TempDir Path home;

  @Test
  void says_where_everything_is_and_ends_with_zero() throws InterruptedException {
    Running serve = new Journey(home).start("serve", "--port", "0", "--grpc-port", "0");
    StringBuilder said = until(serve, "Ctrl-C");

    int exit = serve.end();

    assertThat(exit).isZero();
    assertThat(said)
        .contains("Steno is ready", "Page      http://127.0.0.1:", "/v1/traces", "no traces yet")
        .contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:");
    assertThat(String.join("\n", serve.out())).contains("Stopped: everything that was accepted");
  }

  @Test
  void tells_once_how_long_it_took_to_accept_the_first_span() throws Exception {
    try (Running serve = serve()) {
      String server = serve.json().text("address");

      send(server, "one");
      String told = serve.err().poll(30, TimeUnit.SECONDS);
      send(server, "two");

      assertThat(told).containsPattern("First span accepted [0-9]+\\.[0-9] s after start\\.");
      assertThat(serve.err()).isEmpty();
    }
  }

  @Test
  void a_port_that_is_taken_is_a_sentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());

      Outcome outcome = new Journey(home).run("serve", "--port", port, "--grpc-port", "0");

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err())
          .startsWith("steno: port: " + port)
          .contains("taken", "--port")
          .hasLineCount(1);
    }
  }

  @Test
  void refuses_other_machines_as_long_as_there_is_no_key() {
    Outcome outcome =
        new Journey(home).run("serve", "--host", "0.0.0.0", "--port", "0", "--grpc-port", "0");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err()).contains("0.0.0.0", "steno key create").hasLineCount(1);
  }

  @Test
  void options_that_cannot_be_are_wrong_usage() {
    Outcome port = new Journey(home).run("serve", "--port", "70000");
    Outcome path = new Journey(home).run("serve", "--port", "0", "--base-path", "steno");
    Outcome store = new Journey(home).run("serve", "--store", "postgres://h");

    assertThat(port.exit()).isEqualTo(2);
    assertThat(port.err()).contains("port: 70000 (expected: 0 to 65535)");
    assertThat(path.exit()).isEqualTo(2);
    assertThat(path.err()).contains("base-path: steno (expected: such as /steno");
    assertThat(store.exit()).isEqualTo(2);
    assertThat(store.err()).contains("store: postgres://h (expected: duckdb:");
  }

  @Test
  void leaves_its_address_for_its_owner_only_and_takes_it_away() throws Exception {
    Path data = home.resolve("data");
    Running serve = serve("--data", data.toString());
    serve.json();

    Path left = data.resolve("server.json");
    String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(left));
    serve.end();

    assertThat(permissions).isEqualTo("rw-------");
    assertThat(left).doesNotExist();
  }

  @Test
  void keys_close_the_door_and_open_it() throws InterruptedException {
    try (Running serve = serve()) {
      String server = serve.json().text("address");
      Journey journey = new Journey(home).with("STENO_ENDPOINT", server);

      String admin = journey.run("key", "create", "--scope", "admin").out().strip();
      Outcome stranger = journey.run("list");
      Outcome refused = journey.run("project", "create", "tea");
      Outcome known = journey.run("list", "--api-key", admin);
      journey.with("STENO_API_KEY", admin);
      Node read =
          journey.run("key", "create", "--scope", "read", "--name", "mine", "--json").json();
      Outcome keys = journey.run("key", "list");
      Outcome removed = journey.run("key", "delete", read.text("id"));
      Outcome unknown = journey.run("key", "delete", read.text("id"));

      assertThat(admin).startsWith("sk-steno-");
      assertThat(stranger.exit()).isEqualTo(1);
      assertThat(stranger.err()).contains("--api-key or STENO_API_KEY").hasLineCount(1);
      assertThat(refused.err()).contains("--api-key or STENO_API_KEY").hasLineCount(1);
      assertThat(known.exit()).isZero();
      assertThat(keys.out()).contains(read.text("id"), "read", "mine").doesNotContain(admin);
      assertThat(removed.out()).isEqualTo("Removed key " + read.text("id") + ".\n");
      assertThat(unknown.exit()).isEqualTo(3);
    }
  }

  @Test
  void keys_are_made_before_the_first_server_and_open_it_to_others() throws InterruptedException {
    Journey journey = new Journey(home);
    String data = home.resolve("elsewhere").toString();

    Outcome made = journey.run("key", "create", "--scope", "admin", "--data", data);
    try (Running serve = serve("--host", "0.0.0.0", "--data", data)) {
      String server = serve.json().text("address");
      Outcome known = journey.run("list", "--server", server, "--api-key", made.out().strip());
      Outcome stranger = journey.run("list", "--server", server);

      assertThat(made.err()).isEmpty();
      assertThat(known.exit()).isZero();
      assertThat(stranger.exit()).isEqualTo(1);
    }
  }

  @Test
  void a_data_directory_is_asked_whether_a_server_has_it_open_or_not() throws Exception {
    String data = home.resolve("data").toString();
    Journey journey = new Journey(home);
    try (Running serve = serve("--data", data)) {
      send(serve.json().text("address"), "kept");

      Outcome open = journey.run("list", "--json", "--data", data);
      Outcome made = journey.run("key", "create", "--scope", "read", "--data", data);

      assertThat(open.json().each("traces")).hasSize(1);
      assertThat(made.out()).startsWith("sk-steno-");
    }

    Outcome closed = journey.run("list", "--json", "--data", data);
    Outcome keys = journey.run("key", "list", "--data", data);

    assertThat(closed.json().each("traces").get(0).text("name")).isEqualTo("kept");
    assertThat(keys.out()).contains("read");
  }

  @Test
  void a_data_directory_in_use_is_a_sentence() throws InterruptedException {
    String data = home.resolve("data").toString();
    try (Running serve = serve("--data", data)) {
      serve.json();

      Outcome outcome =
          new Journey(home).run("serve", "--port", "0", "--grpc-port", "0", "--data", data);

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.err()).contains(data, "in use").hasLineCount(1);
    }
  }

  @Test
  void tail_follows_what_comes_in() throws Exception {
    try (Running serve = serve()) {
      String server = serve.json().text("address");
      Journey journey = new Journey(home).with("STENO_ENDPOINT", server);
      Running tail = journey.start("tail", "--count", "1", "--json");

      // A subscription that has not been made yet misses what was sent before it.
      Node seen = null;
      while (seen == null) {
        send(server, "tailed");
        String line = tail.out().poll(300, TimeUnit.MILLISECONDS);
        seen = line == null ? null : new Node(dev.steno.codec.Json.parse(line));
      }
      tail.thread().join(10_000);

      assertThat(seen.text("name")).isEqualTo("tailed");
      assertThat(tail.exit()[0]).isZero();
    }
  }

  @Test
  void the_mock_model_answers_until_it_is_ended() throws Exception {
    Running model = new Journey(home).start("mock-model", "--port", "0", "--json");
    URI completions = URI.create(model.json().text("base_url") + "/chat/completions");
    String body = "{\"model\":\"any\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    HttpRequest request =
        HttpRequest.newBuilder(completions).POST(BodyPublishers.ofString(body)).build();

    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(response.body()).contains("You said: Hello");
    assertThat(model.end()).isZero();
  }

  @Test
  void a_termination_signal_ends_the_process_with_zero() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.steno.cli.Main",
                "serve",
                "--port",
                "0",
                "--grpc-port",
                "0",
                "--json")
            .redirectError(home.resolve("err").toFile())
            .start();
    try (var out = process.inputReader()) {
      String ready = out.readLine();
      process.toHandle().destroy();
      String last = out.readLine();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(ready).contains("\"address\"");
      assertThat(last).startsWith("Stopped: ");
      assertThat(process.exitValue()).isZero();
      assertThat(home.resolve("err")).isEmptyFile();
    } finally {
      process.destroyForcibly();
    }
  }

  private Running serve(String... more) {
    String[] args = {"serve", "--json", "--port", "0", "--grpc-port", "0"};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return new Journey(home).start(all);
  }

  private static StringBuilder until(Running running, String said) throws InterruptedException {
    StringBuilder lines = new StringBuilder();
    while (lines.indexOf(said) < 0) {
      String line = running.out().poll(60, TimeUnit.SECONDS);
      assertThat(line).as("said: %s, on standard error: %s", lines, running.err()).isNotNull();
      lines.append(line).append('\n');
    }
    return lines;
  }

  private static void send(String address, String name) throws IOException, InterruptedException {
    long now = System.currentTimeMillis() * 1_000_000;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/v1/traces"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(ONE_SPAN.formatted(name, now, now + 5)))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }
}
