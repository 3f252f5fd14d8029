// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.server.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a server that others than this machine reach. For one thread. */
final class DoorOptions {
  @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificates in PEM.")
  private @Nullable Path tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Their private key in PEM.")
  private @Nullable Path tlsKey;

  @Option(
      names = "--base-path",
      paramLabel = "PATH",
      defaultValue = "",
      description = "What every path begins with, such as /steno.")
  private String basePath = "";

  @Option(
      names = "--cors-origins",
      paramLabel = "ORIGIN",
      split = ",",
      description = "Web sites whose scripts may send traces.")
  private List<String> corsOrigins = List.of();

  @Option(
      names = "--allowed-hosts",
      paramLabel = "NAME",
      split = ",",
      description = "Further names that the server answers to, as behind a proxy.")
  private List<String> allowedHosts = List.of();

  ServerConfig.Builder applyTo(ServerConfig.Builder config) {
    return config
        .tlsCert(tlsCert)
        .tlsKey(tlsKey)
        .basePath(basePath)
        .corsOrigins(corsOrigins)
        .allowedHosts(allowedHosts);
  }
}
