// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A server that does with each connection what it is told to, and closes it. Thread-safe. */
final class RawServer implements AutoCloseable {
  static final String OK = "200 OK\r\nContent-Length: 0";

  private final ServerSocket socket;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** What is done with a connection. */
  interface Talk {
    /**
     * @param number how many connections there were before it
     */
    void with(Socket connection, int number) throws Exception;
  }

  private RawServer(String scheme, ServerSocketFactory sockets, Talk talk) throws IOException {
    this.scheme = scheme;
    socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(() -> accept(talk));
  }

  static RawServer start(Talk talk) throws IOException {
    return new RawServer("http", ServerSocketFactory.getDefault(), talk);
  }

  static RawServer startTls(ServerSocketFactory sockets, Talk talk) throws IOException {
    return new RawServer("https", sockets, talk);
  }

  /** Reads a request and answers it: {@code 200 OK}, further headers below it. */
  static void answer(Socket connection, String head) throws IOException {
    connection.getInputStream().skipNBytes(bodyOf(connection.getInputStream()));
    say(connection, head);
  }

  /** Answers without looking at the request. */
  static void say(Socket connection, String head) throws IOException {
    String text = "HTTP/1.1 " + head + "\r\nConnection: close\r\n\r\n";
    connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    connection.getOutputStream().flush();
  }

  /** Reads the head of a request; how many bytes its body has. */
  static int bodyOf(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request ends within its head");
      }
      head.append((char) next);
    }
    return head.toString()
        .toLowerCase()
        .lines()
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
        .sum();
  }

  URI uri() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  int port() {
    return socket.getLocalPort();
  }

  /** Ends all talk; the port is free once this returns. */
  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
    try {
      threads.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Talk talk) {
    for (int i = 0; ; i++) {
      try {
        Socket connection = socket.accept();
        int number = i;
        threads.execute(() -> talk(talk, connection, number));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void talk(Talk talk, Socket connection, int number) {
    try (connection) {
      talk.with(connection, number);
    } catch (Exception gone) {
      // The client let go of it, or the test is over.
    }
  }
}
