// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.cli.terminal.Failure;
import dev.steno.server.ServerConfig;
import dev.steno.storage.StorageException;
import dev.steno.storage.redaction.RedactionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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

  @Option(
      names = "--redact",
      paramLabel = "RULE",
      split = ",",
      description = "What to take out of everything that is sent, such as secrets,email.")
  private List<String> redact = List.of();

  /** A configuration with what these options say. */
  public ServerConfig.Builder builder() {
    return ServerConfig.builder().host(host).port(port).grpcPort(grpcPort == 0 ? -1 : grpcPort);
  }

  /** The store's URL; null for the embedded one. */
  @Nullable String store() {
    return store;
  }

  /** What is redacted in every project, whatever its settings say. */
  RedactionSettings redaction() {
    try {
      return new RedactionSettings(Set.copyOf(redact), List.of());
    } catch (StorageException e) {
      throw new Failure(Failure.Code.USAGE, "redact: " + e.getMessage(), e);
    }
  }

  /** The data directory. */
  Path data(Path home) {
    return data == null ? home.resolve(".steno") : data;
  }
}
