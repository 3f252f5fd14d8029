// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models and users say whatever they like; the page only shows it. */
class HostileIT {
  private static final String TRACE = "bad0".repeat(8);
  private static final String SVG =
      Base64.getEncoder()
          .encodeToString(
              "<svg xmlns='http://www.w3.org/2000/svg' onload='window.top.hacked=1'><script>top.hacked=1</script></svg>"
                  .getBytes(StandardCharsets.UTF_8));
  private static final String SPEECH =
      """
      <script>window.hacked = 1</script><img src=x onerror="window.hacked=1">
      <svg onload="window.hacked=1"></svg><iframe src="javascript:top.hacked=1"></iframe>

      **bold** [press me](javascript:window.hacked=1) [data](data:text/html,<script>top.hacked=1</script>)

      ![pixel](http://127.0.0.1:9/pixel.png) ![svg](data:image/svg+xml;base64,%s)

      <a href="http://127.0.0.1:9/" target=_top>out</a> \u202Eright to left\u202C \u001B[31mred
      """
          .formatted(SVG);

  @Test
  void nothing_that_was_said_runs_or_loads(@TempDir Path data) {
    try (RunningSteno steno = RunningSteno.serve(data)) {
      assertThat(steno.post("/v1/traces", hostile())).isEqualTo(200);
      try (Browser browser = Browser.open(steno.uri(""), ColorScheme.LIGHT)) {
        Page page = browser.page();
        page.navigate(steno.uri("/p/default/traces").toString());
        assertThat(page.getByText("onerror").first()).isVisible();
        stayedQuiet(browser);

        page.navigate(steno.uri("/p/default/t/" + TRACE).toString());
        assertThat(page.getByLabel("assistant message").first()).isVisible();
        page.mouse().wheel(0, 4000);
        page.waitForLoadState();
        assertThat(page.getByText("bold").first()).isVisible();
        assertThat(page.locator("a[href^='javascript:' i], a[href^='data:' i]").all()).isEmpty();
        assertThat(page.locator("iframe, object, embed, img[src^='http']").all()).isEmpty();
        browser.picture("hostile");
        stayedQuiet(browser);
      }
    }
  }

  private static void stayedQuiet(Browser browser) {
    assertThat(browser.page().evaluate("() => window.hacked === undefined")).isEqualTo(true);
    browser.assertQuiet();
  }

  private static String hostile() {
    String input = OtlpBody.messages(SPEECH, SPEECH, SPEECH);
    return new OtlpBody(TRACE)
        .span(
            "<img src=x onerror=window.hacked=1>", Map.of("<b>key</b>", SPEECH, "user.id", SPEECH))
        .chat("<script>hacked=1</script>", input, OtlpBody.answer(SPEECH))
        .span(
            "execute_tool x",
            Map.of(
                "gen_ai.operation.name", "execute_tool",
                "gen_ai.tool.name", "</td><script>window.hacked=1</script>",
                "gen_ai.tool.call.arguments", "{\"html\":\"<img src=x onerror=hacked=1>\"}",
                "gen_ai.tool.call.result", SPEECH))
        .json();
  }
}
