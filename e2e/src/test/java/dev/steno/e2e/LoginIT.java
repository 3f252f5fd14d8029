// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once there is a key, the page asks for one. */
class LoginIT {
  private static final Pattern KEY = Pattern.compile("sk-steno-[A-Za-z0-9]+");

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void a_read_key_opens_the_page_that_was_asked_for(ColorScheme scheme, @TempDir Path data)
      throws Exception {
    String key = createKey(data, "read");
    try (RunningSteno steno = RunningSteno.serve(data);
        Browser browser = Browser.open(steno.uri(""), scheme)) {
      Page page = browser.page();
      page.navigate(steno.uri("/p/default/traces?q=status%3Aerror").toString());
      assertThat(page).hasURL(Pattern.compile(".*/login.*"));
      browser.assertAccessible("login");
      browser.picture("login-" + scheme.name().toLowerCase(Locale.ROOT));

      login(page, "sk-steno-wrong");
      assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known");
      login(page, key);

      assertThat(page).hasURL(Pattern.compile(".*/p/default/traces\\?.*q=.*"));
      assertThat(browser.context().cookies()).singleElement().matches(cookie -> cookie.httpOnly);
      // The browser itself reports the answers 401 that this journey provokes.
      assertThat(browser.forgiveFaults()).allMatch(fault -> fault.contains("401"));
    }
  }

  @Test
  void a_key_for_sending_does_not_open_the_page(@TempDir Path data) throws Exception {
    String key = createKey(data, "ingest");
    try (RunningSteno steno = RunningSteno.serve(data);
        Browser browser = Browser.open(steno.uri(""), ColorScheme.LIGHT)) {
      Page page = browser.page();
      page.navigate(steno.uri("/p/default/traces").toString());
      login(page, key);

      assertThat(page.getByRole(AriaRole.ALERT)).containsText("read");
      assertThat(page).hasURL(Pattern.compile(".*/login.*"));
    }
  }

  private static void login(Page page, String key) {
    Locator field = page.locator("input[type=password], input[autocomplete]").first();
    field.fill(key);
    field.press("Enter");
  }

  private static String createKey(Path data, String scope)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                RunningSteno.java(),
                "-jar",
                RunningSteno.jar().toString(),
                "key",
                "create",
                "--project",
                "default",
                "--scope",
                scope,
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher key = KEY.matcher(output);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(key.find()).as(output).isTrue();
    return key.group();
  }
}
