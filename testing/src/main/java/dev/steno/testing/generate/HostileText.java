// SPDX-License-Identifier: Apache-2.0
package dev.steno.testing.generate;

import java.util.List;

/** Texts that a careless program garbles, cuts, runs or refuses. Pure functions. */
public final class HostileText {

  private HostileText() {}

  /** Each is valid as a Java string and none is blank. */
  public static List<String> all() {
    return List.of(
        "a\u0000b",
        "lone high \ud83d end",
        "lone low \ude00 end",
        "\ude00\ud83d turned round",
        "it's \"quoted\" and \\backslashed\\ and `ticked`",
        "'; DROP TABLE spans; --",
        "$1 :name ? {} %s %d ${jndi:ldap://x} {{7*7}}",
        "100% of snake_case [a-z]* (.+)\\1",
        "\uD83D\uDC69\u200D\uD83D\uDCBB\uD83C\uDDE9\uD83C\uDDEA zero\u200Bwidth e\u0301",
        "\u202Eright to left\u202C \u0645\u0631\u062D\u0628\u0627 \u05E9\u05DC\u05D5\u05DD",
        "\u4F60\u597D\uFF0C\u4E16\u754C \u3053\u3093\u306B\u3061\u306F \uD842\uDFB7",
        "line\nfeed\r\nreturn\ttab\u000bfeed\u0007bell\u001b[31mred",
        "\u2028line separator\u2029 next\u0085line \ufeffmark \uffff",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "{\"json\": [1, 2, {\"deep\": null}]}",
        "null",
        "-0",
        "\u0130stanbul \u1E9E \u03A3\u03AF\u03C3\u03C5\u03C6\u03BF\u03C2",
        "word ".repeat(2000));
  }
}
