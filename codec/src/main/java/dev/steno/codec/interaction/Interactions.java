// SPDX-License-Identifier: Apache-2.0
package dev.steno.codec.interaction;

import dev.steno.model.interaction.Interaction;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the interactions of a model or a session, as text and into files. Immutable and
 * thread-safe. A file is replaced or added to at once: a process that is killed meanwhile leaves
 * the file as it was. Of two processes that append to one file at the same time one may undo the
 * other. For more interactions than memory has room for there is {@link InteractionWriter}.
 */
public final class Interactions {
  private final Clock clock;

  /**
   * Writes.
   *
   * @param clock what a report takes its time from
   */
  public Interactions(Clock clock) {
    this.clock = clock;
  }

  /**
   * The text of interactions, in their order: lines without a line feed at the end, an array, or a
   * report. Of none it is "", "[]", or a report that counts 0.
   */
  public String export(List<Interaction> interactions, InteractionFormat format) {
    return switch (format) {
      case JSONL ->
          interactions.stream().map(InteractionJson::line).collect(Collectors.joining("\n"));
      case JSON -> array(interactions);
      case MARKDOWN -> report(interactions);
    };
  }

  /**
   * The same, written to a file as well, where the last line ends with a line feed. What the file
   * held is gone. Missing folders are made.
   *
   * @throws java.io.UncheckedIOException if it cannot be written; the file is then as it was
   */
  public String export(List<Interaction> interactions, InteractionFormat format, Path file) {
    String text = export(interactions, format);
    TextFile.write(file, ended(text));
    return text;
  }

  /**
   * The same, added at the end of a file, which is made if it is not there.
   *
   * @throws IllegalArgumentException for JSON: one array cannot follow another
   * @throws java.io.UncheckedIOException if it cannot be written; the file is then as it was
   */
  public String append(List<Interaction> interactions, InteractionFormat format, Path file) {
    if (format == InteractionFormat.JSON) {
      throw new IllegalArgumentException(
          "format: json (expected: jsonl or markdown, to which more can be added)");
    }
    String text = export(interactions, format);
    TextFile.append(file, ended(text));
    return text;
  }

  /** What interactions came to; see {@link InteractionSummary}. */
  public static InteractionSummary summarize(Iterable<Interaction> interactions) {
    InteractionSummary.Collector collector = InteractionSummary.collector();
    interactions.forEach(collector::accept);
    return collector.summary();
  }

  private static String array(List<Interaction> interactions) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < interactions.size(); i++) {
      out.append(InteractionWriter.element(i + 1, interactions.get(i)));
    }
    return out.append(InteractionWriter.arrayEnd(interactions.size())).toString();
  }

  private String report(List<Interaction> interactions) {
    StringBuilder out =
        new StringBuilder(MarkdownReport.head(clock.instant(), interactions.size()));
    for (int i = 0; i < interactions.size(); i++) {
      out.append(MarkdownReport.section(i + 1, interactions.get(i)));
    }
    return out.toString();
  }

  private static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }
}
