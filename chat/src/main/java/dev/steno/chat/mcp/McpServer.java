// SPDX-License-Identifier: Apache-2.0
package dev.steno.chat.mcp;

import dev.steno.chat.Tool;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue.JsonObject;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server of the Model Context Protocol, whose tools a chat model may call.
 * Thread-safe. Neither prompts nor resources are read, and the server may ask nothing back.
 */
public final class McpServer implements AutoCloseable {
  private static final Duration CONNECTING = Duration.ofSeconds(20);
  private static final int MOST_TOOLS = 1_000;

  private final String address;
  private final McpSyncClient client;
  private final List<Tool> tools;

  private McpServer(String address, McpClientTransport transport, Duration timeout) {
    this.address = address;
    client =
        McpClient.sync(transport)
            .requestTimeout(timeout)
            .initializationTimeout(CONNECTING)
            .clientInfo(Implementation.builder("steno", "1").build())
            .build();
    try {
      client.initialize();
      tools = List.copyOf(list());
    } catch (RuntimeException e) {
      client.close();
      throw new McpException(
          address + ": no MCP server answered (is it the right command or URL, and transport?)", e);
    }
  }

  /**
   * Starts a server and talks to it over its standard input and output.
   *
   * @param environment added to what this process has
   * @param timeout for one call of a tool
   * @throws McpException if it does not answer as an MCP server within 20 seconds
   */
  public static McpServer stdio(
      List<String> command, Map<String, String> environment, Duration timeout) {
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command: [] (expected: a program and its arguments)");
    }
    ServerParameters parameters =
        ServerParameters.builder(command.get(0))
            .args(command.subList(1, command.size()))
            .env(environment)
            .build();
    StdioClientTransport transport = new StdioClientTransport(parameters, mapper());
    // What a server says of itself is its own affair, and may hold what it was asked.
    transport.setStdErrorHandler(line -> {});
    return new McpServer(String.join(" ", command), transport, timeout);
  }

  /**
   * Connects to a server over streamable HTTP.
   *
   * @param url such as {@code http://localhost:3001/mcp}
   * @param headers sent with every request, such as a key
   * @param timeout for one call of a tool
   * @throws McpException if it does not answer as an MCP server within 20 seconds
   */
  public static McpServer http(URI url, Map<String, String> headers, Duration timeout) {
    String root = url.getScheme() + "://" + url.getAuthority();
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    McpClientTransport transport =
        HttpClientStreamableHttpTransport.builder(root)
            .endpoint(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
            .connectTimeout(CONNECTING)
            .httpRequestCustomizer(
                (request, method, uri, body, context) -> headers.forEach(request::setHeader))
            .build();
    return new McpServer(url.toString(), transport, timeout);
  }

  /** The server's tools when it was connected to, at most 1,000, in its order. */
  public List<Tool> tools() {
    return tools;
  }

  /** The command or URL. */
  @Override
  public String toString() {
    return address;
  }

  /** Ends the connection, and the server if it was started here. Idempotent. */
  @Override
  public void close() {
    client.closeGracefully();
  }

  private List<Tool> list() {
    List<Tool> listed = new ArrayList<>();
    String cursor = null;
    do {
      ListToolsResult page = client.listTools(cursor);
      page.tools()
          .forEach(
              tool ->
                  listed.add(
                      Tool.of(
                          tool.name(),
                          tool.description() == null ? "" : tool.description(),
                          json(tool.inputSchema()),
                          arguments -> call(tool.name(), arguments))));
      cursor = page.nextCursor();
    } while (cursor != null && listed.size() < MOST_TOOLS);
    return listed.size() > MOST_TOOLS ? listed.subList(0, MOST_TOOLS) : listed;
  }

  private Object call(String name, JsonObject arguments) throws IOException {
    Map<String, Object> values =
        mapper().readValue(Json.write(arguments), new TypeRef<Map<String, Object>>() {});
    CallToolResult result = client.callTool(new CallToolRequest(name, values));
    String text = text(result);
    if (Boolean.TRUE.equals(result.isError())) {
      throw new McpException(text, null);
    }
    return text;
  }

  /** Text as it is, everything else as JSON, a line each. */
  private static String text(CallToolResult result) {
    List<String> parts = new ArrayList<>();
    if (result.content() != null) {
      for (Content content : result.content()) {
        parts.add(content instanceof TextContent text ? text.text() : json(content));
      }
    }
    if (parts.isEmpty() && result.structuredContent() != null) {
      parts.add(json(result.structuredContent()));
    }
    return String.join("\n", parts);
  }

  private static McpJsonMapper mapper() {
    return McpJsonDefaults.getMapper();
  }

  private static String json(@Nullable Object value) {
    try {
      return value == null ? "{\"type\":\"object\"}" : mapper().writeValueAsString(value);
    } catch (IOException e) {
      throw new McpException("what the server sent cannot be written as JSON", e);
    }
  }
}
