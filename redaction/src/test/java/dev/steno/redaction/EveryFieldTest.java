// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steno.model.SpanPart;
import dev.steno.testing.generate.Planted;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EveryFieldTest {
  /** Texts that are nobody's to fill, or are the name by which the rules are chosen. */
  private static final Set<String> EXEMPT =
      Set.of("Span.project", "Feedback.project", "Blob.sha256");

  private final Redactor redactor =
      new Redactor(List.of(new RedactionSettings(Set.of("secrets"), List.of())));

  @Test
  void a_secret_is_planted_in_every_text_of_a_part_and_of_feedback() throws Exception {
    List<String> unplanted = new ArrayList<>();

    collect(Planted.part(Planted.SECRET), "", unplanted);
    collect(Planted.feedback(Planted.SECRET), "", unplanted);

    assertThat(unplanted).isEmpty();
  }

  @Test
  void nothing_that_is_left_of_a_part_or_of_feedback_holds_the_secret() {
    SpanPart part = redactor.redacted(Planted.part(Planted.SECRET));
    String feedback = redactor.redacted(Planted.feedback(Planted.SECRET)).toString();

    assertThat(part.toString()).doesNotContain(Planted.SECRET).contains("[redacted:openai]");
    assertThat(feedback).doesNotContain(Planted.SECRET).contains("[redacted:openai]");
    assertThat(part.span().redacted()).containsOnlyKeys("openai");
    assertThat(part.span().redacted().get("openai")).isGreaterThan(60);
  }

  @Test
  void what_holds_nothing_stays_the_very_same() {
    SpanPart part = Planted.part("nothing");

    assertThat(redactor.redacted(part)).isSameAs(part);
  }

  @Test
  void a_text_goes_whole_whose_name_calls_it_a_secret() {
    assertThat(redactor.redacted("db.password", "tulip")).doesNotContain("tulip");
    assertThat(redactor.redacted("db.name", "tulip")).isEqualTo("tulip");
  }

  private static void collect(Object value, String path, List<String> unplanted) throws Exception {
    if (value instanceof String text) {
      if (!text.contains(Planted.SECRET) && !EXEMPT.contains(path)) {
        unplanted.add(path);
      }
    } else if (value instanceof Collection<?> many) {
      for (Object each : many) {
        collect(each, path, unplanted);
      }
    } else if (value instanceof Map<?, ?> map) {
      collectText(map, path, unplanted);
    } else if (value instanceof Record && value.getClass().getPackageName().startsWith("dev.")) {
      for (RecordComponent part : value.getClass().getRecordComponents()) {
        String name = value.getClass().getSimpleName() + "." + part.getName();
        part.getAccessor().setAccessible(true);
        collect(part.getAccessor().invoke(value), name, unplanted);
      }
    }
  }

  private static void collectText(Map<?, ?> map, String path, List<String> unplanted) {
    if (!map.isEmpty() && !map.toString().contains(Planted.SECRET)) {
      unplanted.add(path);
    }
  }
}
