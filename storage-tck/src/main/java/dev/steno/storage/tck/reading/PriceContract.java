// SPDX-License-Identifier: Apache-2.0
package dev.steno.storage.tck.reading;

import static dev.steno.storage.tck.Given.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.CalculatedCost;
import dev.steno.model.Generation;
import dev.steno.model.Span;
import dev.steno.model.SpanPart;
import dev.steno.model.SpanType;
import dev.steno.model.Usage;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.pricing.PriceTable;
import dev.steno.pricing.Prices;
import dev.steno.storage.Capability;
import dev.steno.storage.Storage;
import dev.steno.storage.TraceQuery;
import dev.steno.storage.TraceSummary;
import dev.steno.storage.analysis.Aggregate;
import dev.steno.storage.analysis.AggregateQuery;
import dev.steno.storage.analysis.Window;
import dev.steno.storage.query.Filter;
import dev.steno.storage.tck.Given;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a store does about prices. For one thread, as JUnit runs it. */
public abstract class PriceContract {
  private static final String MODEL = "example-large";
  private static final Prices CHEAP = prices("table 1", "input=1\toutput=3");
  private static final Prices DEAR = prices("table 2", "input=100\toutput=300");

  private final Opening opening;

  @TempDir Path directory = Path.of("");
  private Storage storage;

  /** Opens a store that calculates by given prices. */
  public interface Opening {
    Storage open(Path directory, Clock clock, Prices prices);
  }

  @SuppressWarnings("NullAway.Init") // JUnit calls openStore before any test
  protected PriceContract(Opening opening) {
    this.opening = opening;
  }

  @BeforeEach
  void openStore() {
    storage = open(CHEAP);
  }

  @AfterEach
  void closeStore() {
    storage.close();
  }

  @Test
  void keeps_what_a_call_costs_with_the_version_of_the_table() {
    append(Given.generation(1, 1).generation(call(null).build()));

    CalculatedCost calculated = generation(1).calculated();
    assertThat(calculated).isEqualTo(new CalculatedCost(new BigDecimal("0.0016"), "table 1"));
    assertThat(generation(1).cost()).isNull();
    assertThat(row(1).cost()).isEqualByComparingTo("0.0016");
  }

  @Test
  void keeps_the_providers_own_cost_beside_its_own_and_shows_that() {
    append(Given.generation(1, 1).generation(call("0.5").build()));

    assertThat(generation(1).cost()).isEqualByComparingTo("0.5");
    assertThat(generation(1).calculated())
        .isEqualTo(new CalculatedCost(new BigDecimal("0.0016"), "table 1"));
    assertThat(generation(1).effectiveCost()).isEqualByComparingTo("0.5");
    assertThat(row(1).cost()).isEqualByComparingTo("0.5");
  }

  @Test
  void knows_no_cost_of_an_unknown_model() {
    append(Given.generation(1, 1).generation(call(null).requestModel("nobody-knows-it").build()));

    assertThat(generation(1).calculated()).isNull();
    assertThat(row(1).cost()).isNull();
    assertThat(row(1).usage()).isNotNull();
  }

  @Test
  void knows_no_cost_where_no_usage_was_reported() {
    append(Given.generation(1, 1));

    assertThat(generation(1).calculated()).isNull();
  }

  @Test
  void prices_nothing_but_calls() {
    append(Given.span(1, 1).type(SpanType.AGENT).generation(call(null).build()));

    assertThat(generation(1).calculated()).isNull();
  }

  @Test
  void takes_the_usage_of_a_part_that_comes_later() {
    storage
        .traces()
        .append(
            List.of(
                Given.part(Given.generation(1, 1)),
                Given.part(
                    SpanPart.Kind.CONTENT,
                    1,
                    NOW,
                    Given.bare(Given.PROJECT, 1, 1).generation(call(null).build()),
                    null)))
        .join();

    assertThat(row(1).cost()).isEqualByComparingTo("0.0016");
  }

  @ParameterizedTest
  @EnumSource
  void counts_the_effective_cost_in_figures(AggregateQuery.Subject subject) {
    append(Given.generation(1, 1).generation(call(null).build()));
    append(Given.generation(2, 1).generation(call("0.5").build()));
    append(Given.generation(3, 1).generation(call(null).requestModel("nobody-knows-it").build()));

    Window window = new Window(NOW.minusSeconds(60), NOW.plusSeconds(60));
    Aggregate all =
        storage
            .analysis()
            .aggregate(
                new AggregateQuery(Given.PROJECT, window, Filter.ALL, subject, List.of(), 10))
            .rows()
            .get(0);

    assertThat(all.cost()).isEqualByComparingTo("0.5016");
    assertThat(all.unpriced()).isEqualTo(1);
  }

  @Test
  void keeps_an_amount_that_was_made_before_it_came() {
    CalculatedCost made = new CalculatedCost(new BigDecimal("7"), "another table 9");
    append(Given.generation(1, 1).generation(call(null).calculated(made).build()));

    assertThat(generation(1).calculated()).isEqualTo(made);
    assertThat(row(1).cost()).isEqualByComparingTo("7");
  }

  @Test
  void does_not_price_again_what_another_table_priced() {
    append(Given.generation(1, 1).generation(call(null).build()));

    storage.close();
    storage = open(DEAR);
    append(Given.generation(2, 1).generation(call(null).build()));

    assertThat(generation(2).calculated())
        .isEqualTo(new CalculatedCost(new BigDecimal("0.16"), "table 2"));
    if (storage.supports(Capability.DURABLE)) {
      assertThat(generation(1).calculated())
          .isEqualTo(new CalculatedCost(new BigDecimal("0.0016"), "table 1"));
      assertThat(row(1).cost()).isEqualByComparingTo("0.0016");
    }
  }

  @Test
  void keeps_a_table_name_that_is_no_unicode_and_an_amount_too_large_for_a_column() {
    CalculatedCost odd = new CalculatedCost(new BigDecimal("1e30"), "half \ud83d");
    append(Given.generation(1, 1).generation(call(null).calculated(odd).build()));

    assertThat(generation(1).calculated()).isEqualTo(odd);
  }

  private Storage open(Prices prices) {
    return opening.open(directory, Clock.fixed(NOW, ZoneOffset.UTC), prices);
  }

  private void append(Span.Builder span) {
    storage.traces().append(List.of(Given.part(span))).join();
  }

  private Generation generation(int trace) {
    Generation generation =
        storage
            .traces()
            .trace(Given.PROJECT, Given.traceId(trace))
            .orElseThrow()
            .spans()
            .get(0)
            .generation();
    assertThat(generation).isNotNull();
    return generation == null ? Generation.builder().build() : generation;
  }

  private TraceSummary row(int trace) {
    return storage.traces().list(TraceQuery.latest(Given.PROJECT, 100)).items().stream()
        .filter(summary -> summary.traceId().equals(Given.traceId(trace)))
        .findFirst()
        .orElseThrow();
  }

  private static Generation.Builder call(@Nullable String reported) {
    return Generation.builder()
        .requestModel(MODEL)
        .usage(new Usage(1_000L, null, null, 200L, null, JsonObject.EMPTY))
        .cost(reported == null ? null : new BigDecimal(reported));
  }

  private static Prices prices(String version, String rates) {
    PriceTable table =
        PriceTable.parse(
            "#version " + version + "\nP example\nW =" + MODEL + "\nM " + MODEL + "\nR " + rates);
    return new Prices(null, () -> table);
  }
}
