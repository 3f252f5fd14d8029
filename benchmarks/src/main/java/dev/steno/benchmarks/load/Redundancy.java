// SPDX-License-Identifier: Apache-2.0
package dev.steno.benchmarks.load;

import dev.steno.model.SpanPart;
import dev.steno.model.chain.Exchange;
import dev.steno.model.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * How much of a payload has been said before and how well it compresses. Immutable.
 *
 * @param repeated the share of the messages' characters that an earlier span of the trace has
 * @param deflated how many times smaller a request gets by deflate
 * @param onceDeflated how many times smaller the messages get by deflate, each taken once
 */
public record Redundancy(double repeated, double deflated, double onceDeflated) {

  /** Of so many conversations. */
  public static Redundancy of(int traces) {
    Conversations conversations = new Conversations(3, "default");
    List<SpanPart> parts = new ArrayList<>();
    StringBuilder once = new StringBuilder();
    Set<Message> seen = new HashSet<>();
    long all = 0;
    for (int i = 0; i < traces; i++) {
      List<SpanPart> trace = conversations.next(Instant.EPOCH).parts();
      seen.clear();
      for (SpanPart part : trace) {
        for (Message message : messages(part.exchange())) {
          String text = MessageParts.write(List.of(message));
          all += text.length();
          if (seen.add(message)) {
            once.append(text);
          }
        }
      }
      parts.addAll(trace);
    }
    return new Redundancy(
        1 - once.length() / (double) all,
        ratio(OtlpSpans.body(parts)),
        ratio(once.toString().getBytes(StandardCharsets.UTF_8)));
  }

  /** The figures as part of a sentence. */
  public String words() {
    return String.format(
        Locale.ROOT,
        "conversations of 20 turns; %.0f %% of the messages' text repeats what the trace has said,"
            + " a request deflates %.1f times, each message once %.1f times",
        100 * repeated,
        deflated,
        onceDeflated);
  }

  private static List<Message> messages(@Nullable Exchange exchange) {
    List<Message> all = new ArrayList<>();
    if (exchange != null && exchange.messages() != null && exchange.choices() != null) {
      all.addAll(exchange.messages());
      exchange.choices().forEach(all::addAll);
    }
    return all;
  }

  private static double ratio(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[1 << 16];
    while (!deflater.finished()) {
      deflater.deflate(out);
    }
    long size = deflater.getBytesWritten();
    deflater.end();
    return bytes.length / (double) size;
  }
}
