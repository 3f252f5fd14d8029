// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started. Immutable.
 *
 * @param host the name or address to listen on
 * @param port the port of everything; 0 for any
 * @param grpcPort a further port for exporters that expect gRPC on one of its own; 0 for any, -1
 *     for none
 * @param basePath what every path begins with: empty, or begins with a slash and ends without
 * @param tlsCert certificates in PEM; null to speak without TLS
 * @param tlsKey the private key in PEM; null exactly if {@code tlsCert} is
 * @param corsOrigins web sites whose scripts may send OTLP, such as {@code https://app.example}
 * @param allowedHosts further names that the server answers to, without port
 * @param maxBody the largest OTLP body in bytes, before and after inflating
 * @param localToken a secret that reaches every project, for the program's own use; null if none
 * @param drain how long closing waits for requests that are under way
 */
public record ServerConfig(
    String host,
    int port,
    int grpcPort,
    String basePath,
    @Nullable Path tlsCert,
    @Nullable Path tlsKey,
    List<String> corsOrigins,
    List<String> allowedHosts,
    int maxBody,
    @Nullable String localToken,
    Duration drain) {
  /** The port of OTLP over HTTP. */
  public static final int DEFAULT_PORT = 4318;

  /** The port of OTLP over gRPC. */
  public static final int DEFAULT_GRPC_PORT = 4317;

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with a sentence that says what to change
   */
  public ServerConfig {
    checkPort("port", port, 0);
    checkPort("grpc-port", grpcPort, -1);
    if (host.isBlank()) {
      throw new IllegalArgumentException("host: blank (expected: a name or address)");
    }
    if (!basePath.matches("(/[A-Za-z0-9._~-]+)*")) {
      throw new IllegalArgumentException(
          "base-path: " + basePath + " (expected: such as /steno, without a slash at the end)");
    }
    if ((tlsCert == null) != (tlsKey == null)) {
      throw new IllegalArgumentException(
          "tls-cert and tls-key: one without the other (expected: both or neither)");
    }
    if (maxBody < 1) {
      throw new IllegalArgumentException("max-body: " + maxBody + " (expected: 1 or more bytes)");
    }
    corsOrigins = List.copyOf(corsOrigins);
    allowedHosts = List.copyOf(allowedHosts);
    for (String origin : corsOrigins) {
      if (!origin.matches("https?://[^/\\s*]+/?")) {
        throw new IllegalArgumentException(
            "cors-origins: " + origin + " (expected: such as https://app.example)");
      }
    }
  }

  /** Loopback, the usual ports, no TLS, 64 MiB. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether TLS is spoken. */
  public boolean tls() {
    return tlsCert != null;
  }

  private static void checkPort(String name, int port, int least) {
    if (port < least || port > 65_535) {
      throw new IllegalArgumentException(
          name + ": " + port + " (expected: " + least + " to 65535)");
    }
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "ServerConfig[" + host + ":" + port + basePath + "]";
  }

  /** Collects a configuration. For one thread. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port = DEFAULT_PORT;
    private int grpcPort = DEFAULT_GRPC_PORT;
    private String basePath = "";
    private @Nullable Path tlsCert;
    private @Nullable Path tlsKey;
    private List<String> corsOrigins = List.of();
    private List<String> allowedHosts = List.of();
    private int maxBody = 64 << 20;
    private @Nullable String localToken;
    private Duration drain = Duration.ofSeconds(20);

    private Builder() {}

    /** See {@link ServerConfig#host()}. */
    public Builder host(String value) {
      host = value;
      return this;
    }

    /** See {@link ServerConfig#port()}. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** See {@link ServerConfig#grpcPort()}. */
    public Builder grpcPort(int value) {
      grpcPort = value;
      return this;
    }

    /** See {@link ServerConfig#basePath()}; a slash at the end is taken off. */
    public Builder basePath(String value) {
      basePath = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
      return this;
    }

    /** See {@link ServerConfig#tlsCert()}. */
    public Builder tlsCert(@Nullable Path value) {
      tlsCert = value;
      return this;
    }

    /** See {@link ServerConfig#tlsKey()}. */
    public Builder tlsKey(@Nullable Path value) {
      tlsKey = value;
      return this;
    }

    /** See {@link ServerConfig#corsOrigins()}. */
    public Builder corsOrigins(List<String> value) {
      corsOrigins = value;
      return this;
    }

    /** See {@link ServerConfig#allowedHosts()}. */
    public Builder allowedHosts(List<String> value) {
      allowedHosts = value;
      return this;
    }

    /** See {@link ServerConfig#maxBody()}. */
    public Builder maxBody(int value) {
      maxBody = value;
      return this;
    }

    /** See {@link ServerConfig#localToken()}. */
    public Builder localToken(@Nullable String value) {
      localToken = value;
      return this;
    }

    /** See {@link ServerConfig#drain()}. */
    public Builder drain(Duration value) {
      drain = value;
      return this;
    }

    /**
     * The configuration.
     *
     * @throws IllegalArgumentException with a sentence that says what to change
     */
    public ServerConfig build() {
      return new ServerConfig(
          host,
          port,
          grpcPort,
          basePath,
          tlsCert,
          tlsKey,
          corsOrigins,
          allowedHosts,
          maxBody,
          localToken,
          drain);
    }
  }
}
