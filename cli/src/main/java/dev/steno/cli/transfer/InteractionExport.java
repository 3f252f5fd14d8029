// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli.transfer;

import dev.steno.cli.connect.Rest;
import dev.steno.cli.json.Members;
import dev.steno.cli.terminal.Failure;
import dev.steno.cli.terminal.Terminal;
import dev.steno.codec.interaction.InteractionFormat;
import dev.steno.codec.interaction.InteractionWriter;
import dev.steno.codec.interaction.Judged;
import dev.steno.codec.interaction.TrainingFormat;
import dev.steno.codec.interaction.TrainingWriter;
import dev.steno.codec.stored.StoredInteractions;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the model calls of traces as interactions or as training data. For one thread; one trace
 * is in memory.
 */
final class InteractionExport {
  private static final Map<String, InteractionFormat> FOR_READING =
      Map.of(
          "interactions-jsonl", InteractionFormat.JSONL,
          "interactions-json", InteractionFormat.JSON,
          "markdown", InteractionFormat.MARKDOWN);
  private static final Map<String, TrainingFormat> FOR_TRAINING =
      Map.of(
          "openai", TrainingFormat.OPENAI,
          "sharegpt", TrainingFormat.SHAREGPT,
          "preferences", TrainingFormat.PREFERENCES);

  private final Terminal terminal;
  private final Target target;
  private final Map<String, Long> leftOut = new LinkedHashMap<>();
  private long interactions;
  private long withoutReasoning;

  InteractionExport(Terminal terminal, Target target) {
    this.terminal = terminal;
    this.target = target;
  }

  static boolean knows(String format) {
    return FOR_READING.containsKey(format) || FOR_TRAINING.containsKey(format);
  }

  /** Writes everything that a query finds in a format that this knows. */
  void run(Rest rest, @Nullable String query, String format, Instant now) {
    InteractionFormat reading = FOR_READING.get(format);
    if (reading == null) {
      train(rest, query, FOR_TRAINING.getOrDefault(format, TrainingFormat.OPENAI));
      return;
    }
    try (InteractionWriter writer = new InteractionWriter(reading, target, now)) {
      each(rest, query, judged -> writer.write(judged.interaction()));
      writer.finish();
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private void train(Rest rest, @Nullable String query, TrainingFormat format) {
    TrainingWriter writer = new TrainingWriter(format, target);
    each(rest, query, writer::write);
    leftOut.putAll(writer.leftOut());
    withoutReasoning = writer.withoutReasoning();
  }

  private interface Writing {
    void write(Judged judged) throws IOException;
  }

  private void each(Rest rest, @Nullable String query, Writing writing) {
    new TraceLines(terminal, "Exporting")
        .each(
            rest,
            query,
            trace -> StoredInteractions.of(trace).forEach(each -> write(each, writing)));
  }

  /** What fails here is the disk, not the server that is read from. */
  private void write(Judged judged, Writing writing) {
    interactions++;
    try {
      writing.write(judged);
    } catch (IOException e) {
      throw unwritten(e);
    }
  }

  private static Failure unwritten(IOException cause) {
    return new Failure(
        Failure.Code.FAILED,
        "the export cannot be written (" + cause.getMessage() + "): is the temporary folder full?",
        cause);
  }

  /** Adds what was written, and what was not and why. */
  Members addTo(Members json) {
    json.put("interactions", interactions);
    Members reasons = new Members();
    leftOut.forEach(reasons::put);
    return json.put("left_out", reasons).put("without_reasoning", withoutReasoning);
  }

  /** What was left out, in words; "" if nothing was. */
  String leftOut() {
    String reasons =
        leftOut.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().replace('_', ' '))
            .collect(Collectors.joining(", "));
    String calls = leftOut.isEmpty() ? "" : "Left out model calls: " + reasons + ".";
    String reasoning =
        withoutReasoning == 0
            ? ""
            : "Reasoning was left out of " + withoutReasoning + " of the lines.";
    return (calls + " " + reasoning).strip();
  }
}
