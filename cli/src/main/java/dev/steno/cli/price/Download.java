// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.price;

import dev.steno.cli.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gets a file of price data from a disk or the network. Stateless. */
final class Download {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int READ_MILLIS = 30_000;

  /** One more than is taken, so that what is larger is known to be. */
  private static final int READ = (16 << 20) + 1;

  private Download() {}

  /** The first 16 MiB, and a byte more if there is one, of a file or of what a URL answers. */
  static byte[] bytes(String place) {
    try {
      if (place.startsWith("http://") || place.startsWith("https://")) {
        return fetched(URI.create(place));
      }
      try (InputStream in = Files.newInputStream(Path.of(place))) {
        return in.readNBytes(READ);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(
          Failure.Code.UNREACHABLE,
          "refresh: "
              + place
              + " cannot be read (expected: a file, or an address that can be reached)."
              + " The table stays as it was.",
          e);
    }
  }

  private static byte[] fetched(URI address) throws IOException {
    if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException("no HTTP");
    }
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    try (InputStream in = connection.getInputStream()) {
      return in.readNBytes(READ);
    } finally {
      connection.disconnect();
    }
  }
}
