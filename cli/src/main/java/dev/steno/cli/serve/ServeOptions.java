// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.serve;

import dev.steno.cli.connect.Stores;
import dev.steno.cli.terminal.Failure;
import dev.steno.redaction.RedactionSettings;
import dev.steno.server.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that starts a server. For one thread. */
public final class ServeOptions {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(?:([KMGT])(?:I?B)?)?");
  private static final long LEAST = 1L << 20;

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
      names = "--max-disk",
      paramLabel = "SIZE",
      description =
          "How much --data may take, such as 20GB, before nothing more is taken in (default: until"
              + " the disk is nearly full).")
  private @Nullable String maxDisk;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Own prices, which go before the table (default: prices.json in --data).")
  private @Nullable Path prices;

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

  /** The store that these options say, in a directory. */
  Stores.Choice choice(Path directory) {
    return new Stores.Choice(store, directory, maxDisk(), prices, redaction());
  }

  /** What is redacted in every project, whatever its settings say. */
  private RedactionSettings redaction() {
    try {
      return new RedactionSettings(Set.copyOf(redact), List.of());
    } catch (IllegalArgumentException e) {
      throw new Failure(Failure.Code.USAGE, "redact: " + e.getMessage(), e);
    }
  }

  /** The data directory. */
  Path data(Path home) {
    return data == null ? home.resolve(".steno") : data;
  }

  /** How many bytes the data directory may take; null for no bound. */
  private @Nullable Long maxDisk() {
    if (maxDisk == null) {
      return null;
    }
    Matcher size = SIZE.matcher(maxDisk.strip().toUpperCase(Locale.ROOT));
    long bytes = size.matches() ? Long.parseLong(size.group(1)) << shift(size.group(2)) : 0;
    if (bytes < LEAST) {
      throw new Failure(
          Failure.Code.USAGE,
          "max-disk: " + maxDisk + " (expected: such as 500MB or 20GB, at least 1MB).");
    }
    return bytes;
  }

  private static int shift(@Nullable String unit) {
    return unit == null ? 0 : 10 * ("KMGT".indexOf(unit) + 1);
  }
}
