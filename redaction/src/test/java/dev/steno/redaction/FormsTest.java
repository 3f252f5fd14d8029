// SPDX-License-Identifier: Apache-2.0
package dev.steno.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormsTest {
  private static final String BASIC =
      Base64.getEncoder().encodeToString("ann:open sesame".getBytes());

  private final Redactor redactor =
      new Redactor(List.of(new RedactionSettings(new TreeSet<>(BuiltInRule.words()), List.of())));

  @ParameterizedTest
  @CsvSource({
    "openai, sk-proj-Zq81LmNo73PqRsTu92VwXyZa",
    "openai, sk-or-v1-0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d",
    "anthropic, sk-ant-api03-Zq81LmNo73PqRsTu-92VwXyZa_AA",
    "steno, sk-steno-0123456789abcdef0123456789abcdef",
    "aws, AKIAIOSFODNN7EXAMPLE",
    "github, ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "github, github_pat_11ABCDEFG0abcdefghij_0123456789",
    "google, AIzaSyA0123456789abcdefghijABCDEFGHIJ-_",
    "slack, xoxb-123456789012-abcdefABCDEF",
    "stripe, sk_live_0123456789abcdefABCD",
    "jwt, eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dBjftJeZ4CVP-mB92K27uhbUJU1p1r",
    "card, 4111 1111 1111 1111",
    "card, 378282246310005",
    "email, jörg.müller+tea@post.example.org",
    "phone, +49 (0)30 1234-5678",
    "phone, (415) 555-2671",
  })
  void a_form_is_found_within_words_and_within_escapes(String rule, String secret) {
    String mark = "[redacted:" + rule + "]";

    assertThat(redacted(secret)).isEqualTo(mark);
    assertThat(redacted("it is " + secret + ", I think")).isEqualTo("it is " + mark + ", I think");
    assertThat(redacted("这是" + (rule.equals("email") ? " " : "") + secret + "。"))
        .contains(mark)
        .doesNotContain(secret);
    assertThat(redacted("{\"a\":\"x\\n" + secret + "\"}"))
        .isEqualTo("{\"a\":\"x\\n" + mark + "\"}");
    assertThat(redacted("x=1%26k%3D" + secret)).doesNotContain(secret.substring(8));
  }

  @Test
  void what_stands_beside_a_secret_stays() {
    assertThat(redacted("Authorization: Bearer abc"))
        .isEqualTo("Authorization: Bearer [redacted:authorization]");
    assertThat(redacted("curl -H 'authorization: Basic " + BASIC + "'"))
        .isEqualTo("curl -H 'authorization: Basic [redacted:authorization]'");
    assertThat(redacted("aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
        .isEqualTo("aws_secret_access_key = [redacted:aws]");
    assertThat(redacted("a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b"))
        .isEqualTo("a [redacted:private-key] b");
    assertThat(redacted("a -----BEGIN PRIVATE KEY-----\nMIIE cut off"))
        .isEqualTo("a [redacted:private-key]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a task-oriented-dialogue-system-of-2024-for-you",
        "sk-learn is a library, and risk-2026-assessment-of-everything a word",
        "the bearer understands basic mathematics and basic authentication",
        "commit 3f786850e387550fdab836ed7e6dc881de23001b",
        "550e8400-e29b-41d4-4716-446655440000",
        "1763738400000000000 and 1763738400000",
        "4111 1111 1111 1112",
        "order 20260304-4158-2671, 3.14159265358979",
        "2026-03-04T05:06:07 and 192.168.100.200",
        "user@localhost, @mention, a@b",
        "-----BEGIN CERTIFICATE-----",
        "the secret of success is",
        "x.eyJ.y"
      })
  void what_only_looks_like_a_form_stays(String text) {
    assertThat(redacted(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sk-", "eyJ-", ".eyJ", "bearer ", "basic+", "a@", "+1", "-----BEGIN "})
  void a_text_of_beginnings_ends_in_time(String beginning) {
    String text = beginning.repeat(400_000 / beginning.length());

    assertThat(redacted(text)).isNotEmpty();
  }

  private String redacted(String text) {
    Findings findings = new Findings(Findings.Sight.NONE);
    String redacted = redactor.text(text, findings);
    assertThat(findings.counts().isEmpty()).isEqualTo(redacted.equals(text));
    return redacted;
  }

  @Test
  void every_word_of_the_settings_is_a_rule() {
    assertThat(BuiltInRule.words())
        .allSatisfy(word -> assertThat(BuiltInRule.of(word)).isNotEmpty());
    assertThat(BuiltInRule.of("secret")).isEqualTo(Set.of());
  }
}
