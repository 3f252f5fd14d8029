// SPDX-License-Identifier: Apache-2.0
package dev.steno.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.pricing.Prices;
import dev.steno.storage.FeedbackStore;
import dev.steno.storage.KeyStore;
import dev.steno.storage.ProjectStore;
import dev.steno.storage.SettingStore;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceStore;
import dev.steno.storage.analysis.Analysis;
import dev.steno.storage.erasure.ErasureStore;
import dev.steno.storage.memory.MemoryStorage;
import dev.steno.storage.query.Filter;
import dev.steno.storage.upkeep.Upkeep;
import dev.steno.storage.usage.Usage;
import dev.steno.testing.generate.Generator;
import dev.steno.testing.generate.WildTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes out of one store and into another one. */
class TransferTest {
  private static final String PROJECT = "shop";
  private static final Instant START = Instant.parse("2026-10-28T12:00:00Z");

  /** A month after everything was recorded: what is imported arrives late. */
  private static final Clock LATER = Clock.fixed(START.plus(Duration.ofDays(90)), ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void an_export_that_is_imported_is_exported_as_the_same_bytes(ExportFormat format)
      throws IOException {
    for (int seed = 0; seed < 25; seed++) {
      Storage first = recorded(seed);
      byte[] exported = export(first, format);
      Storage second = new MemoryStorage(LATER);

      Imported imported = importer(second).read("other", exported);

      assertThat(imported.errors()).as("seed %s", seed).isEmpty();
      assertThat(text(export(second, format, "other")))
          .as("seed %s", seed)
          .isEqualTo(text(exported));
    }
  }

  @Test
  void lines_hold_everything_that_is_recorded() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      Storage first = recorded(seed);
      Storage second = new MemoryStorage(LATER);

      importer(second).read(PROJECT, export(first, ExportFormat.JSONL));

      var all = new dev.steno.storage.TraceQuery(PROJECT, Filter.ALL, 500, null);
      for (var summary : first.traces().list(all).items()) {
        var before = first.traces().trace(PROJECT, summary.traceId()).orElseThrow();
        var after = second.traces().trace(PROJECT, summary.traceId()).orElseThrow();
        assertThat(after.spans()).containsExactlyInAnyOrderElementsOf(before.spans());
        assertThat(after.messages()).isEqualTo(before.messages());
        assertThat(after.tools()).isEqualTo(before.tools());
        assertThat(after.feedback()).containsExactlyInAnyOrderElementsOf(before.feedback());
      }
    }
  }

  @Test
  void an_import_that_is_run_again_takes_nothing_twice() throws IOException {
    Storage first = recorded(1);
    byte[] exported = export(first, ExportFormat.JSONL);
    Storage second = new MemoryStorage(LATER);
    Imported once = importer(second).read(PROJECT, exported);

    Imported again = importer(second).read(PROJECT, exported);

    assertThat(again.spans()).isZero();
    assertThat(again.feedback()).isZero();
    assertThat(again.duplicates()).isEqualTo(once.spans() + once.feedback()).isPositive();
  }

  @Test
  void a_span_that_stands_in_two_lines_is_taken_once() throws IOException {
    byte[] exported = export(recorded(1), ExportFormat.OTLP_JSON);
    Storage once = new MemoryStorage(LATER);
    Storage twice = new MemoryStorage(LATER);

    Imported first = importer(once).read(PROJECT, exported);
    Imported both =
        importer(twice)
            .read(PROJECT, (text(exported) + text(exported)).getBytes(StandardCharsets.UTF_8));

    assertThat(both.spans()).isEqualTo(first.spans()).isPositive();
    assertThat(both.duplicates()).isEqualTo(first.spans());
    assertThat(text(export(twice, ExportFormat.JSONL)))
        .isEqualTo(text(export(once, ExportFormat.JSONL)));
  }

  @Test
  void a_trace_of_many_lines_is_read_once_for_all_of_them() throws IOException {
    Generator random = Generator.seeded(4);
    Storage first = new MemoryStorage(LATER);
    WildTrace trace = WildTrace.of(random, PROJECT, START);
    trace.parts().forEach(part -> first.traces().append(List.of(part)).join());
    byte[] exported = export(first, ExportFormat.OTLP_JSON);
    Counting second = new Counting(new MemoryStorage(LATER), new AtomicInteger());

    Imported imported = importer(second).read(PROJECT, exported);

    assertThat(imported.lines()).isGreaterThan(1);
    assertThat(second.reads()).hasValue(1);
  }

  /** Counts how often the store is asked for what it has of a trace. */
  private record Counting(Storage store, AtomicInteger reads) implements Storage {
    @Override
    public TraceStore traces() {
      return store.traces();
    }

    @Override
    public Analysis analysis() {
      reads.incrementAndGet();
      return store.analysis();
    }

    @Override
    public FeedbackStore feedback() {
      return store.feedback();
    }

    @Override
    public ErasureStore erasures() {
      return store.erasures();
    }

    @Override
    public ProjectStore projects() {
      return store.projects();
    }

    @Override
    public KeyStore keys() {
      return store.keys();
    }

    @Override
    public SettingStore settings() {
      return store.settings();
    }

    @Override
    public Usage usage() {
      return store.usage();
    }

    @Override
    public Prices prices() {
      return store.prices();
    }

    @Override
    public Upkeep upkeep() {
      return store.upkeep();
    }

    @Override
    public void check() {
      store.check();
    }

    @Override
    public void close() {
      store.close();
    }
  }

  @Test
  void an_import_into_the_store_that_was_exported_changes_nothing() throws IOException {
    Storage store = recorded(2);
    byte[] exported = export(store, ExportFormat.JSONL);

    Imported imported = importer(store).read(PROJECT, exported);

    assertThat(imported.spans() + imported.feedback()).isZero();
    assertThat(export(store, ExportFormat.JSONL)).isEqualTo(exported);
  }

  @Test
  void a_malformed_line_is_named_and_costs_no_other() throws IOException {
    String good = text(export(recorded(3), ExportFormat.JSONL));
    String bad =
        "\n{\"trace_id\":\n\"text\"\n{}\n"
            + good.replaceAll("(?s)\n.*", "").replace("\"start_time\"", "\"x\"");
    Storage second = new MemoryStorage(LATER);

    Imported imported =
        importer(second).read(PROJECT, (good + bad).getBytes(StandardCharsets.UTF_8));

    int lines = (int) good.lines().count();
    assertThat(imported.rejected()).isEqualTo(4);
    assertThat(imported.errors())
        .extracting(Imported.LineError::line)
        .containsExactly(lines + 2, lines + 3, lines + 4, lines + 5);
    assertThat(imported.errors()).allMatch(error -> error.sentence().contains("expected"));
    assertThat(text(export(second, ExportFormat.JSONL))).isEqualTo(good);
  }

  @Test
  void a_line_whose_message_was_changed_is_refused() throws IOException {
    String good = text(export(recorded(3), ExportFormat.JSONL));
    String changed = good.replaceFirst("\"role\":\"user\"", "\"role\":\"tool\"");
    Storage second = new MemoryStorage(LATER);

    Imported imported = importer(second).read(PROJECT, changed.getBytes(StandardCharsets.UTF_8));

    assertThat(imported.rejected()).isOne();
    assertThat(imported.errors().get(0).sentence()).contains("the id of its content");
  }

  private static Storage recorded(int seed) {
    Generator random = Generator.seeded(seed);
    Storage storage = new MemoryStorage(LATER);
    for (int i = 0; i < 12; i++) {
      WildTrace trace =
          WildTrace.of(random, PROJECT, START.plusSeconds(random.below(40) * 86_400L / 4));
      trace.parts().forEach(part -> storage.traces().append(List.of(part)).join());
      trace.feedback().forEach(storage.feedback()::add);
    }
    return storage;
  }

  private static Importer importer(Storage storage) {
    return new Importer(storage, LATER, parts -> {});
  }

  private static byte[] export(Storage storage, ExportFormat format) throws IOException {
    return export(storage, format, PROJECT);
  }

  private static byte[] export(Storage storage, ExportFormat format, String project)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Exporter(storage.traces(), format).write(project, Filter.ALL, out);
    return out.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
