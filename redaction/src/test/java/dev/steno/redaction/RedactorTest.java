// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonNumber;
import dev.steno.model.json.JsonValue.JsonObject;
import dev.steno.testing.generate.Planted;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
  private static final String SECRET = Planted.SECRET;
  private final Redactor redactor = redactor(OwnRule.of("ticket", "TICKET-[0-9]+"));
  private final Findings findings = new Findings(Findings.Sight.NONE);

  @Test
  void what_holds_nothing_is_the_very_same() {
    String text = "Where is my order?";
    JsonObject json =
        new JsonObject(
            Map.of("a", new JsonArray(List.of(JsonValue.of(text), new JsonNumber("1.50")))));

    assertThat(redactor.text(text, findings)).isSameAs(text);
    assertThat(redactor.object(json, findings)).isSameAs(json);
    assertThat(findings.counts()).isEmpty();
  }

  @Test
  void an_own_rule_replaces_by_what_it_says() {
    Redactor own = redactor(new OwnRule("name", "(?i)ann \\w+", "$1 A. N."));

    assertThat(redactor.text("see TICKET-17", findings)).isEqualTo("see [redacted:ticket]");
    assertThat(own.text("dear Ann Other!", findings)).isEqualTo("dear $1 A. N.!");
    assertThat(findings.counts()).isEqualTo(Map.of("ticket", 1L, "name", 1L));
  }

  @Test
  void json_within_a_text_stays_json() {
    Redactor greedy = redactor(new OwnRule("all", "s.*", "\"\\"));

    String redacted = greedy.text(" {\"x\":\"say \\\"no\\\"\",\"n\":[1,-2.5e3,null]}", findings);

    assertThat(redacted).isEqualTo(" {\"x\":\"\\\"\\\\\",\"n\":[1,-2.5e3,null]}");
  }

  @Test
  void a_secret_behind_escapes_is_seen() {
    String escaped = "{\"k\":\"\\u0073k-proj-Zq81LmNo73PqRsTu92VwXyZa\"}";

    assertThat(redactor.text(escaped, findings)).isEqualTo("{\"k\":\"[redacted:openai]\"}");
    assertThat(
            redactor.text(
                "[\"" + escaped.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]", findings))
        .isEqualTo("[\"{\\\"k\\\":\\\"[redacted:openai]\\\"}\"]");
  }

  @Test
  void a_number_that_has_to_go_becomes_a_string() {
    JsonNumber card = new JsonNumber("4111111111111111");

    assertThat(redactor.value(null, card, findings)).isEqualTo(JsonValue.of("[redacted:card]"));
    assertThat(redactor.text("{\"card\":4111111111111111}", findings))
        .isEqualTo("{\"card\":\"[redacted:card]\"}");
  }

  @Test
  void a_text_that_only_begins_like_json_is_seen_whole() {
    String text = "[note] she said \"TICKET-1 " + SECRET;

    assertThat(redactor.text(text, findings))
        .isEqualTo("[note] she said \"[redacted:ticket] [redacted:openai]");
    assertThat(redactor.text("{\"cut\":\"off " + SECRET, findings))
        .isEqualTo("{\"cut\":\"off [redacted:openai]");
  }

  @Test
  void what_a_name_calls_secret_is_taken_out_whatever_it_is() {
    JsonObject json =
        new JsonObject(
            Map.of(
                "http.request.header.x-api-key",
                new JsonArray(List.of(JsonValue.of("tea"))),
                "max_tokens",
                JsonValue.of(3)));

    assertThat(redactor.object(json, findings).toString())
        .contains("[\"[redacted:named]\"]", "\"max_tokens\":3");
    assertThat(redactor.text("{\"password\":\"tea\",\"passwords\":\"two\"}", findings))
        .isEqualTo("{\"password\":\"[redacted:named]\",\"passwords\":\"two\"}");
  }

  @Test
  void names_that_become_one_stay_two_members() {
    JsonObject json =
        new JsonObject(Map.of(SECRET, JsonValue.of(1), SECRET + "2", JsonValue.of(2)));

    assertThat(redactor.object(json, findings).members()).hasSize(2);
  }

  @Test
  void text_in_base64_is_looked_into_and_other_content_is_said_not_to_be() {
    String text = encoded("my key is " + SECRET);

    String redacted = DataUrl.base64(text, "text/plain; charset=utf-8", redactor, findings);
    boolean passedOver = findings.hasPassedOver();
    String image = DataUrl.base64(text, "image/png", redactor, findings);

    assertThat(redacted).isEqualTo(encoded("my key is [redacted:openai]"));
    assertThat(passedOver).isFalse();
    assertThat(image).isEqualTo(text);
    assertThat(findings.hasPassedOver()).isTrue();
    assertThat(redactor.text("data:text/html;base64," + text, findings))
        .isEqualTo("data:text/html;base64," + redacted);
    assertThat(DataUrl.base64("AKIAIOSFODNN7EXAMPLE", null, redactor, findings))
        .isEqualTo("[redacted:aws]");
    assertThat(DataUrl.base64("no base64: " + SECRET, null, redactor, findings))
        .isEqualTo("no base64: [redacted:openai]");
  }

  @Test
  void what_came_redacted_is_found_no_second_time() {
    String once = redactor.text("{\"password\":\"tea\",\"key\":\"" + SECRET + "\"}", findings);
    Findings again = new Findings();

    assertThat(redactor.text(once, again)).isSameAs(once);
    assertThat(redactor.redacted("password", "[redacted:named]", again))
        .isEqualTo("[redacted:named]");
    assertThat(findings.counts()).isEqualTo(Map.of("named", 1L, "openai", 1L));
    assertThat(again.counts()).isEmpty();
  }

  @Test
  void text_in_base64_is_looked_into_where_json_says_what_it_is() {
    JsonObject blob =
        new JsonObject(
            Map.of(
                "type",
                JsonValue.of("blob"),
                "mime_type",
                JsonValue.of("text/plain"),
                "content",
                JsonValue.of(encoded("key " + SECRET))));

    assertThat(redactor.object(blob, findings).text("content"))
        .isEqualTo(encoded("key [redacted:openai]"));
  }

  @Test
  void the_words_of_the_conventions_stay_whatever_a_pattern_says() {
    Redactor greedy = redactor(OwnRule.of("word", "[a-z_]+"));
    JsonObject part =
        new JsonObject(Map.of("type", JsonValue.of("text"), "content", JsonValue.of("text")));
    JsonObject message =
        new JsonObject(
            Map.of(
                "role",
                JsonValue.of("user"),
                "acme",
                JsonValue.of(1),
                "parts",
                new JsonArray(List.of(part))));

    JsonObject rest =
        (JsonObject)
            ((JsonArray) greedy.messages(new JsonArray(List.of(message)), findings))
                .elements()
                .get(0);

    assertThat(rest.members()).containsOnlyKeys("role", "[redacted:word]", "parts");
    assertThat(rest.text("role")).isEqualTo("[redacted:word]");
    assertThat(rest.get("parts").toString())
        .contains("\"type\":\"text\"", "\"content\":\"[redacted:word]\"");
  }

  @Test
  void a_trial_keeps_what_any_redactor_finds_for_it() {
    RedactionTrial trial = new RedactionTrial(List.of());

    redactor.redacted("note", "see TICKET-17 and TICKET-18", trial.findings(Planted.TRACE, null));

    assertThat(trial.counts()).isEqualTo(Map.of("ticket", 2L));
    assertThat(trial.samples("ticket").get(0))
        .isEqualTo(new RedactionTrial.Sample(Planted.TRACE, null, "TI… (9)"));
  }

  @Test
  void a_pattern_that_would_never_end_elsewhere_ends() {
    Redactor own = redactor(OwnRule.of("slow", "(a+)+$"));

    assertThat(own.text("a".repeat(100_000) + "!", findings)).hasSize(100_001);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a", "(?=a)b", "a*", "", "(((a{1000}){1000}){1000})"})
  void a_pattern_that_is_none_is_refused(String pattern) {
    assertThatThrownBy(() -> OwnRule.of("mine", pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rule mine: ");
  }

  @Test
  void settings_say_what_is_wrong_with_them() {
    assertThatThrownBy(() -> new RedactionSettings(Set.of("secretz"), List.of()))
        .hasMessageContaining("rules: secretz (expected: secrets, anthropic");
    assertThatThrownBy(() -> OwnRule.of("email", "a")).hasMessageContaining("name: email");
    assertThatThrownBy(
            () ->
                new RedactionSettings(
                    Set.of(), List.of(OwnRule.of("a", "a"), OwnRule.of("a", "b"))))
        .hasMessageContaining("own: 2 rules of 1 names");
    assertThatThrownBy(() -> OwnRule.of("a", "a".repeat(1_001))).hasMessageContaining("1001");
  }

  @Test
  void settings_are_read_as_they_were_written() {
    RedactionSettings settings =
        new RedactionSettings(
            Set.of("secrets", "phone"), List.of(new OwnRule("a", "a+", "x"), OwnRule.of("b", "b")));

    assertThat(RedactionSettings.of(settings.toJson())).isEqualTo(settings);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Redactor redactor(OwnRule... own) {
    return new Redactor(
        List.of(new RedactionSettings(new TreeSet<>(BuiltInRule.words()), List.of(own))));
  }
}
