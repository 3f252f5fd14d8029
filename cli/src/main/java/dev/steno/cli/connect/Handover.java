// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.connect;

import dev.steno.cli.json.Members;
import dev.steno.cli.json.Node;
import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How to reach the server that has a data directory open: its address and a secret that lives as
 * long as the server. Immutable. It lies in the directory, for its owner's eyes only: who can read
 * it could read the store.
 *
 * @param address where the server answers on this machine
 * @param token lets its bearer do everything
 */
public record Handover(URI address, String token) {
  private static final String FILE = "server.json";

  /** A secret of 256 random bits. */
  public static String newToken() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "Handover[" + address + "]";
  }

  /**
   * Leaves this in a data directory.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path data) throws IOException {
    Path file = data.resolve(FILE);
    Files.createDirectories(data);
    Files.deleteIfExists(file);
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] mine =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, mine);
    Members json = new Members().put("address", address.toString()).put("token", token);
    Files.writeString(file, Json.write(json.object()));
  }

  /** Takes it out of a data directory. */
  public static void remove(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      // The next server replaces it, and nobody trusts it while no server holds the directory.
      return;
    }
  }

  /** What the server that holds a data directory left there; empty if nothing. */
  static Optional<Handover> read(Path data) {
    try {
      Node json = new Node(Json.parse(Files.readString(data.resolve(FILE))));
      String address = json.text("address");
      String token = json.text("token");
      return address == null || token == null
          ? Optional.empty()
          : Optional.of(new Handover(URI.create(address), token));
    } catch (IOException | CodecException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
