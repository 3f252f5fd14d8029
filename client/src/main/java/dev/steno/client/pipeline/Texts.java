// SPDX-License-Identifier: Apache-2.0
package dev.steno.client.pipeline;

import dev.steno.codec.CodecException;
import dev.steno.codec.Json;
import dev.steno.model.json.JsonValue;
import dev.steno.redaction.Findings;
import dev.steno.redaction.Redactor;
import org.jspecify.annotations.Nullable;

/** Redacts the texts of one thing, and knows what was found in them. For one thread. */
final class Texts {
  static final String FAILED = "[not shown: redaction failed]";

  private final Redacted stage;
  private final Findings findings;
  private boolean failed;

  Texts(Redacted stage, Findings findings) {
    this.stage = stage;
    this.findings = findings;
  }

  Findings findings() {
    return findings;
  }

  /** Whether a text is not shown since its redaction failed. */
  boolean hasFailed() {
    return failed;
  }

  /**
   * What is left of a text.
   *
   * @param key the name of its attribute, or what else it is
   */
  String text(String key, String text) {
    if (text.isEmpty() || Vocabulary.isRead(key, text)) {
      return text;
    }
    Throwable cause;
    try {
      String kept = stage.screening.hook().redact(key, text);
      if (kept != null) {
        return stage.isTrial() ? tried(key, kept) : ruled(key, kept);
      }
      cause = new IllegalStateException("null");
    } catch (Throwable e) {
      // Whatever it is that the application's own code throws, the text must not leave.
      cause = e;
    }
    failed = true;
    stage.failed(cause);
    return FAILED;
  }

  /** What is left of the name of an attribute, which the hook is not asked about. */
  String name(String key) {
    return Vocabulary.isName(key) ? key : rulesOnly(key);
  }

  /** What is left of a number; another text if a rule found something. */
  String number(String lexeme) {
    return rulesOnly(lexeme);
  }

  private String rulesOnly(String text) {
    Redactor rules = stage.rules;
    String rest = rules == null ? text : rules.redacted(null, text, findings);
    return stage.isTrial() ? text : rest;
  }

  private String tried(String key, String text) {
    ruled(key, text);
    return text;
  }

  private String ruled(String key, String text) {
    Redactor rules = stage.rules;
    if (rules == null) {
      return text;
    }
    boolean messages = Vocabulary.isMessages(key);
    boolean base64 = mentionsBase64(text);
    if (!messages && !base64) {
      return rules.redacted(key, text, findings);
    }
    if (!base64 && rules.redacted(text).equals(text)) {
      // Taking JSON apart costs more than looking at it, and mostly nothing is found.
      return text;
    }
    JsonValue json = parsed(text);
    if (json == null) {
      return rules.redacted(key, text, findings);
    }
    return messages
        ? written(text, json, rules.messages(json, findings))
        : rules.redacted(key, written(text, json, rules.redacted(null, json, findings)), findings);
  }

  private static String written(String text, JsonValue json, JsonValue rest) {
    return rest.equals(json) ? text : Json.write(rest);
  }

  private static boolean mentionsBase64(String text) {
    char first = text.charAt(0);
    return (first == '[' || first == '{')
        && (text.contains("\"blob\"") || text.contains("\"base64\""));
  }

  private static @Nullable JsonValue parsed(String text) {
    try {
      return Json.parse(text);
    } catch (CodecException e) {
      // It is looked into as text then.
      return null;
    }
  }
}
