// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.interaction.Interaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes interactions one after the other, each as soon as it is there: however many they are, one
 * is in memory. Of a report the sections wait in a temporary file until their number, which stands
 * above them, is known. For one thread.
 */
public final class InteractionWriter implements AutoCloseable {
  private final InteractionFormat format;
  private final Appendable out;
  private final Instant generated;
  private @Nullable Path waiting;
  private @Nullable Writer sections;
  private long count;

  /**
   * A writer that has written nothing yet.
   *
   * @param out what it writes to and leaves open
   * @param generated the time that a report tells
   */
  public InteractionWriter(InteractionFormat format, Appendable out, Instant generated) {
    this.format = format;
    this.out = out;
    this.generated = generated;
  }

  /** Writes one; a line of JSONL with its line feed. */
  public void write(Interaction interaction) throws IOException {
    count++;
    switch (format) {
      case JSONL -> out.append(InteractionJson.line(interaction)).append('\n');
      case JSON -> out.append(element(count, interaction));
      case MARKDOWN -> sections().append(MarkdownReport.section(count, interaction));
    }
  }

  /** Writes what stands at the end. */
  public void finish() throws IOException {
    switch (format) {
      case JSONL -> {}
      case JSON -> out.append(arrayEnd(count)).append('\n');
      case MARKDOWN -> finishReport();
    }
  }

  /** How many were written. */
  public long count() {
    return count;
  }

  /** Deletes the temporary file, if there is one. */
  @Override
  public void close() throws IOException {
    if (sections != null) {
      sections.close();
    }
    if (waiting != null) {
      Files.deleteIfExists(waiting);
    }
  }

  /** An element of the array, with what stands before it. */
  static String element(long number, Interaction interaction) {
    return (number == 1 ? "[\n  " : ",\n  ")
        + IndentedJson.write(InteractionJson.toJson(interaction), 1);
  }

  /** What ends an array of so many elements. */
  static String arrayEnd(long count) {
    return count == 0 ? "[]" : "\n]";
  }

  private Writer sections() throws IOException {
    if (sections == null) {
      waiting = Files.createTempFile("steno-report-", ".md");
      sections = Files.newBufferedWriter(waiting, StandardCharsets.UTF_8);
    }
    return sections;
  }

  private void finishReport() throws IOException {
    out.append(MarkdownReport.head(generated, count));
    if (sections == null || waiting == null) {
      return;
    }
    sections.close();
    char[] some = new char[1 << 14];
    try (BufferedReader in = Files.newBufferedReader(waiting, StandardCharsets.UTF_8)) {
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        out.append(new String(some, 0, length));
      }
    }
  }
}
