// SPDX-License-Identifier: Apache-2.0
package dev.steno.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events that reads only when it is asked to. For one thread. */
final class EventStream implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;

  private EventStream(Socket socket, BufferedReader in) {
    this.socket = socket;
    this.in = in;
  }

  /** Connects with a small receive buffer and reads the answer's head. */
  static EventStream open(int port, String path) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(64 << 10);
      socket.setSoTimeout(20_000);
      socket.connect(new java.net.InetSocketAddress("127.0.0.1", port));
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      EventStream stream = new EventStream(socket, in);
      stream.line("HTTP/1.1 200");
      stream.line(": following");
      return stream;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line that begins so; null if the stream ends before. */
  @Nullable String line(String beginning) {
    try {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(beginning)) {
          return line;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of the next event of that name. */
  String data(String event) {
    line("event: " + event);
    String data = line("data: ");
    return data == null ? "" : data.substring("data: ".length());
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
