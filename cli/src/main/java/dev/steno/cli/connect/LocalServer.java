// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.server.ServerConfig;
import dev.steno.server.StenoServer;
import dev.steno.storage.Storage;
import dev.steno.storage.StorageException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A server in this process, on a data directory, for one command: whether a server runs or not,
 * commands speak to the same API. Thread-safe.
 */
final class LocalServer implements AutoCloseable {
  private final Storage storage;
  private final StenoServer server;
  private final String token;

  private LocalServer(Storage storage, StenoServer server, String token) {
    this.storage = storage;
    this.server = server;
    this.token = token;
  }

  /**
   * Opens a directory, which is made if it is not there.
   *
   * @throws StorageException if the store cannot be opened
   */
  static LocalServer start(Path directory) {
    Clock clock = Clock.systemUTC();
    Storage storage = Stores.open(directory, clock);
    try {
      String token = Handover.newToken();
      ServerConfig config = ServerConfig.builder().port(0).grpcPort(-1).localToken(token).build();
      return new LocalServer(storage, StenoServer.start(config, storage, clock), token);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  String token() {
    return token;
  }

  @Override
  public void close() {
    server.close();
    storage.close();
  }
}
