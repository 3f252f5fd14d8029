// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.cli.terminal.Failure;
import dev.steno.storage.StorageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options of every command that asks a server. For one thread. */
public final class ServerOptions {
  private static final int DEFAULT_PORT = 4318;
  private static final String DEFAULT_SERVER = "http://localhost:" + DEFAULT_PORT;
  private static final int CONNECT_MILLIS = 500;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server to ask (STENO_ENDPOINT; default: " + DEFAULT_SERVER + ").")
  private @Nullable String server;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data directory to ask, whether a server has it open or not.")
  private @Nullable Path data;

  @Option(
      names = "--project",
      paramLabel = "NAME",
      description = "The project (default: the key's, else 'default').")
  private @Nullable String project;

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "A key, where the server asks for one.")
  private @Nullable String apiKey;

  /** The project that was named; null if none was. */
  public @Nullable String project() {
    return project;
  }

  /** The API that the options lead to; the caller closes it. */
  public Rest connect() {
    checkOnePlace();
    if (namesDirectory()) {
      return ofDirectory(directory(), false);
    }
    return new Rest(address(server == null ? DEFAULT_SERVER : server), apiKey, project, () -> {});
  }

  /**
   * The API for keys and projects, which exist before the first server does: where no place is
   * named and no server answers it is the default data directory, and a directory that is not there
   * is made.
   *
   * @param home the person's home directory
   */
  public Rest administer(Path home) {
    return attend(home, true);
  }

  /**
   * The same for work on a record that is there: no directory is made.
   *
   * @param home the person's home directory
   */
  public Rest maintain(Path home) {
    return attend(home, false);
  }

  private Rest attend(Path home, boolean make) {
    checkOnePlace();
    if (namesDirectory()) {
      return ofDirectory(directory(), make);
    }
    Path usual = home.resolve(".steno");
    if (server != null) {
      return connect();
    }
    if (!isListening(DEFAULT_SERVER)) {
      return ofDirectory(usual, make);
    }
    // Whoever owns the directory of the server that listens there needs no key to make one.
    Handover handover = apiKey == null ? Handover.read(usual).orElse(null) : null;
    boolean same = handover != null && handover.address().getPort() == DEFAULT_PORT;
    return handover != null && same
        ? new Rest(handover.address(), handover.token(), project, () -> {})
        : connect();
  }

  /** Whether a server or a directory was named. */
  public boolean isNamed() {
    return server != null || data != null;
  }

  /** Whether a server was named, or none was and one answers at the usual place. */
  public boolean hasServer() {
    checkOnePlace();
    return !namesDirectory() && (server != null || isListening(DEFAULT_SERVER));
  }

  /** The data directory that was named, else the usual one. */
  public Path directory(Path home) {
    return data == null ? home.resolve(".steno") : data;
  }

  private void checkOnePlace() {
    if (isGiven("--data") && isGiven("--server")) {
      throw new Failure(
          Failure.Code.USAGE, "--server and --data: both (expected: one place to ask).");
    }
  }

  private boolean namesDirectory() {
    return data != null && (isGiven("--data") || server == null);
  }

  private Path directory() {
    return Objects.requireNonNull(data, "data");
  }

  private static boolean isListening(String server) {
    URI uri = URI.create(server);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isGiven(String option) {
    ParseResult parsed = spec == null ? null : spec.commandLine().getParseResult();
    return parsed != null && parsed.hasMatchedOption(option);
  }

  private Rest ofDirectory(Path directory, boolean make) {
    if (!make && !Files.isDirectory(directory)) {
      throw new Failure(
          Failure.Code.NOT_FOUND,
          "data: " + directory + " (expected: a directory that 'steno serve' has written).");
    }
    try {
      LocalServer local = LocalServer.start(directory);
      return new Rest(local.address(), local.token(), project, local::close);
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.LOCKED) {
        Handover handover =
            Handover.read(directory)
                .orElseThrow(() -> new Failure(Failure.Code.FAILED, sentence(e), e));
        return new Rest(handover.address(), handover.token(), project, () -> {});
      }
      throw new Failure(Failure.Code.FAILED, sentence(e), e);
    }
  }

  private static String sentence(StorageException e) {
    return String.valueOf(e.getMessage());
  }

  private static URI address(String server) {
    try {
      URI uri = URI.create(server);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw refused(server);
    }
    throw refused(server);
  }

  private static Failure refused(String server) {
    return new Failure(
        Failure.Code.USAGE, "server: " + server + " (expected: such as http://localhost:4318).");
  }
}
