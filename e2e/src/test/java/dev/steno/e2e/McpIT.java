// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.chat.ChatModels;
import dev.steno.chat.ModelRequest;
import dev.steno.chat.Tool;
import dev.steno.chat.TracedModel;
import dev.steno.chat.mcp.McpException;
import dev.steno.chat.mcp.McpServer;
import dev.steno.model.interaction.Interaction;
import dev.steno.model.interaction.ToolRun;
import dev.steno.testing.MockModel;
import dev.steno.testing.ModelReply;
import dev.steno.testing.ModelScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Chat models that call the tools of the real MCP server from npm. */
class McpIT {
  private static final Path FOLDER = Path.of("mcp");
  private static final String SERVER =
      FOLDER.resolve("node_modules/.bin/mcp-server-everything").toString();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @BeforeAll
  static void install() throws Exception {
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")
            .directory(FOLDER.toFile())
            // Node would make the input that the test's JVM is told by a non-blocking one.
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(npm.waitFor()).as("npm ci").isZero();
  }

  @Test
  void aModelCallsToolsOverStandardInputAndOutput() {
    try (McpServer server = McpServer.stdio(List.of("node", SERVER, "stdio"), Map.of(), TIMEOUT)) {

      assertThat(server.tools()).extracting(Tool::name).contains("echo", "get-sum");
      assertCalled(server);
    }
  }

  @Test
  void aModelCallsToolsOverStreamableHttp() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder = new ProcessBuilder("node", SERVER, "streamableHttp");
    builder.environment().put("PORT", Integer.toString(port));
    Process process = builder.redirectErrorStream(true).start();
    try {
      awaitListening(process);
      URI url = URI.create("http://127.0.0.1:" + port + "/mcp");
      try (McpServer server = McpServer.http(url, Map.of(), TIMEOUT)) {
        assertCalled(server);
      }
    } finally {
      process.destroy();
    }
  }

  @Test
  void aCommandThatIsNoServerIsSaidToBeNone() {
    assertThatThrownBy(() -> McpServer.stdio(List.of("false"), Map.of(), TIMEOUT))
        .isInstanceOf(McpException.class)
        .hasMessageStartingWith("false: no MCP server answered");
  }

  private static void assertCalled(McpServer server) {
    ModelScript script =
        ModelScript.turn(
            "sum",
            ModelReply.calls(
                ModelReply.call("get-sum", "{\"a\":2,\"b\":40}"),
                ModelReply.call("echo", "{\"message\":\"hello\"}"),
                ModelReply.call("get-sum", "{\"a\":\"two\"}")),
            ModelReply.text("It is 42"));
    try (MockModel mock = MockModel.start(script);
        TracedModel model =
            ChatModels.open(
                "openai", "mock-mini", o -> o.baseUrl(mock.baseUrl().toString()).tracing(true))) {

      model.generate(ModelRequest.builder().prompt("the sum?").tools(server.tools()).build());

      Interaction interaction = model.last(1).get(0);
      assertThat(interaction.toolRuns())
          .extracting(ToolRun::failed)
          .containsExactly(false, false, true);
      assertThat(interaction.toolRuns().get(0).output()).contains("42");
      assertThat(interaction.toolRuns().get(1).output()).contains("hello");
      assertThat(interaction.toolRuns().get(2).output()).startsWith("Error:");
      assertThat(interaction.transcript().get(1).toolCallId())
          .isEqualTo(interaction.toolRuns().get(0).callId());
    }
  }

  /** The server says so when it can be reached. */
  private static void awaitListening(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("listening on port")) {
        return;
      }
    }
    throw new AssertionError("the MCP server ended at once");
  }
}
