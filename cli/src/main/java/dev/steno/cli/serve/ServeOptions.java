// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.server.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that starts a server. For one thread. */
public final class ServeOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the record is kept (default: ~/.steno).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "4318",
      description = "The port of everything (default: 4318; 0: any that is free).")
  private int port;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      defaultValue = "4317",
      description = "A second port, for gRPC exporters (default: 4317; 0: none).")
  private int grpcPort;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = "127.0.0.1",
      description = "Where to listen (default: 127.0.0.1, this machine only).")
  private String host = "";

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "duckdb: (default) keeps the record in --data, memory: forgets it at the end.")
  private @Nullable String store;

  /** A configuration with what these options say. */
  public ServerConfig.Builder builder() {
    return ServerConfig.builder().host(host).port(port).grpcPort(grpcPort == 0 ? -1 : grpcPort);
  }

  /** The store's URL; null for the embedded one. */
  @Nullable String store() {
    return store;
  }

  /** The data directory. */
  Path data(Path home) {
    return data == null ? home.resolve(".steno") : data;
  }
}
