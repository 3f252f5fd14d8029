// SPDX-License-Identifier: Apache-2.0
package dev.steno.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.steno.cli.Journey.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace that is larger than any request. */
class LargeTransferIT {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final int SPANS = 20;
  private static final int LETTERS = 7 << 20;

  @TempDir Path home;

  @Test
  void goes_from_store_to_store_span_by_span_and_is_the_same_and_is_named_as_one_line()
      throws IOException {
    assumeTrue(Boolean.getBoolean("steno.long"), "140 MiB three times over: set steno.long");
    Path sent = spans(home.resolve("sent.otlp"));
    String one = Files.createDirectory(home.resolve("one")).toString();
    String other = Files.createDirectory(home.resolve("other")).toString();

    Outcome first = run("import", sent.toString(), "--data", one);
    Path exported = export("otlp-json", one);
    Outcome second = run("import", exported.toString(), "--data", other);
    Path again = export("otlp-json", other);
    Path whole = export("jsonl", one);
    Outcome refused = run("import", whole.toString(), "--data", other);

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).contains("Imported " + SPANS + " spans");
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(again).hasSameBinaryContentAs(exported);
    assertThat(export("jsonl", other)).hasSameBinaryContentAs(whole);
    assertThat(Files.size(whole)).isGreaterThan(128 << 20);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .contains("line 1, trace " + TRACE + ": longer than 128.0 MiB")
        .contains("1 of 1 lines");
  }

  private Path export(String format, String data) {
    Path file = home.resolve(Path.of(data).getFileName() + "." + format);
    Outcome exported = run("export", "--format", format, "-o", file.toString(), "--data", data);
    assertThat(exported.exit()).as(exported.err()).isZero();
    return file;
  }

  private Outcome run(String... arguments) {
    return new Journey(home).run(arguments);
  }

  /** A line for each call of one trace, each with a question that nobody else asks. */
  private static Path spans(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      for (int span = 1; span <= SPANS; span++) {
        String question = ("question " + span + " ").repeat(LETTERS / 12);
        out.write(
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%s","spanId":"%016x",
             "name":"chat","startTimeUnixNano":"17%017d","endTimeUnixNano":"17%017d","attributes":[
              {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
              {"key":"gen_ai.input.messages","value":{"stringValue":
               "[{\\"role\\":\\"user\\",\\"parts\\":[{\\"type\\":\\"text\\",\\"content\\":\\"%s\\"}]}]"
              }}]}]}]}]}
            """
                    .formatted(TRACE, span, span, span + 1, question)
                    .replace("\n", "")
                + "\n");
      }
    }
    return file;
  }
}
