// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered with 200 is there, however the server ended. */
class KillIT {
  private static final int KILLS = Boolean.getBoolean("steno.long") ? 20 : 3;
  private static final int TRACES_BETWEEN = 150;

  @Test
  void every_acknowledged_span_survives_kill_9_under_load(@TempDir Path data) throws Exception {
    OtlpLoad load = new OtlpLoad(20_261_120);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (RunningSteno steno = RunningSteno.serve(data)) {
        load.run(steno, TRACES_BETWEEN, steno::kill);
      }
    }

    try (RunningSteno steno = RunningSteno.serve(data)) {
      Map<String, Long> kept = spansByTrace(steno);

      System.out.printf(
          "kill -9: %d kills under load, %d traces of %d spans acknowledged, %d traces kept%n",
          KILLS, load.acknowledged().size(), OtlpLoad.SPANS, kept.size());
      assertThat(load.acknowledged()).hasSizeGreaterThanOrEqualTo(KILLS * TRACES_BETWEEN);
      assertThat(load.acknowledged())
          .allSatisfy(id -> assertThat(kept).containsEntry(id, (long) OtlpLoad.SPANS));
    }
  }

  @Test
  void sigterm_drains_and_the_next_start_finds_everything(@TempDir Path data) throws Exception {
    OtlpLoad load = new OtlpLoad(7);
    try (RunningSteno steno = RunningSteno.serve(data)) {
      load.run(steno, TRACES_BETWEEN, steno::stop);
    }

    try (RunningSteno steno = RunningSteno.serve(data)) {
      assertThat(spansByTrace(steno)).containsKeys(load.acknowledged().toArray(new String[0]));
    }
  }

  private static Map<String, Long> spansByTrace(RunningSteno steno) {
    Map<String, Long> spans = new HashMap<>();
    for (JsonObject trace : steno.traces()) {
      JsonNumber count = (JsonNumber) trace.get("span_count");
      spans.put(trace.text("trace_id"), Long.valueOf(count.lexeme()));
    }
    return spans;
  }
}
