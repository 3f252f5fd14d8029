// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection that posts bodies, one at a time, with as little work as possible: what the client
 * does the server cannot do on the same processors. For one thread.
 */
final class OtlpConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");
  private static final Pattern RETRY = Pattern.compile("(?i)\r\nretry-after: *([0-9]+)");
  private final SocketChannel channel;
  private final String host;
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);

  /**
   * What the server said.
   *
   * @param status of HTTP
   * @param retryAfterSeconds what a refusal asks for; 1 if it does not say
   */
  record Answer(int status, int retryAfterSeconds) {}

  OtlpConnection(URI server) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    host = server.getAuthority();
  }

  /** Sends a body and waits for the answer. */
  Answer post(ByteBuffer body) throws IOException {
    String head =
        "POST /v1/traces HTTP/1.1\r\nHost: %s\r\nContent-Type: application/x-protobuf\r\nContent-Length: %d\r\n\r\n"
            .formatted(host, body.remaining());
    ByteBuffer[] request = {
      ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), body,
    };
    while (request[1].hasRemaining()) {
      channel.write(request);
    }
    return answer();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private Answer answer() throws IOException {
    in.clear();
    String head = "";
    int end = -1;
    while (end < 0) {
      read();
      head = StandardCharsets.ISO_8859_1.decode(in.duplicate().flip()).toString();
      end = head.indexOf("\r\n\r\n");
    }
    int left = number(LENGTH, head, 0) + end + 4 - in.position();
    while (left > 0) {
      in.clear();
      left -= read();
    }
    return new Answer(Integer.parseInt(head.substring(9, 12)), number(RETRY, head, 1));
  }

  private int read() throws IOException {
    int count = channel.read(in);
    if (count < 0) {
      throw new IOException("The server closed the connection.");
    }
    return count;
  }

  private static int number(Pattern header, String head, int otherwise) {
    Matcher found = header.matcher(head);
    return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
  }
}
