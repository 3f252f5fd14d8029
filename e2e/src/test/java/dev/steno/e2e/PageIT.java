// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.steno.model.json.JsonValue;
import dev.steno.model.json.JsonValue.JsonArray;
import dev.steno.model.json.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person reads the demo's conversations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
  private static final int TURNS = 3;
  private RunningSteno steno;

  @BeforeAll
  void runTheDemo(@TempDir Path data) {
    steno = RunningSteno.launch(List.of(), "demo", data);
    RunningSteno.await(
        () -> traces(steno).size() >= TURNS && steno.output().contains("Ctrl-C") ? true : null,
        "the demo's conversations");
  }

  @AfterAll
  void stop() {
    steno.close();
  }

  @Test
  void a_trace_is_found_in_the_list_opened_and_read() {
    try (Browser browser = Browser.open(steno.uri(""), ColorScheme.LIGHT)) {
      Page page = browser.page();
      page.navigate(steno.uri("/").toString());
      Locator rows = row(page);
      assertThat(rows.first()).isVisible();
      rows.first().click();

      assertThat(page).hasURL(Pattern.compile(".*/p/default/t/[0-9a-f]{32}.*"));
      assertThat(spans(page).first()).isVisible();
      assertThat(messages(page, "user").first()).isVisible();
      assertThat(messages(page, "assistant").first()).isVisible();
      browser.assertQuiet();
    }
  }

  @Test
  void an_address_copied_elsewhere_shows_the_same_step() {
    try (Browser browser = Browser.open(steno.uri(""), ColorScheme.LIGHT)) {
      Page page = browser.page();
      page.navigate(steno.uri("/p/default/t/" + lastTrace()).toString());
      spans(page).nth(2).click();
      assertThat(page).hasURL(Pattern.compile(".*[?&]e=.*"));
      String selected = selected(page).innerText();

      Page other = browser.context().newPage();
      other.navigate(page.url());

      assertThat(selected(other)).hasText(selected, new HasTextOptions().setUseInnerText(true));
      browser.assertQuiet();
    }
  }

  @Test
  void a_query_stays_in_the_address_and_a_wrong_one_is_explained() {
    try (Browser browser = Browser.open(steno.uri(""), ColorScheme.LIGHT)) {
      Page page = browser.page();
      page.navigate(steno.uri("/p/default/traces").toString());
      Locator query = page.getByLabel("Query", new Page.GetByLabelOptions().setExact(true));
      query.fill("status:error");
      query.press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*q=status.*error.*"));
      assertThat(row(page).first()).isVisible();
      browser.assertQuiet();

      query.fill("nonsense:1");
      query.press("Enter");

      assertThat(page.getByRole(AriaRole.ALERT)).containsText("nonsense");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  void every_screen_is_accessible(ColorScheme scheme) {
    String theme = scheme == ColorScheme.DARK ? "dark" : "light";
    try (Browser browser = Browser.open(steno.uri(""), scheme)) {
      Page page = browser.page();
      page.navigate(steno.uri("/p/default/traces").toString());
      assertThat(row(page).first()).isVisible();
      browser.assertAccessible("list, " + theme);
      browser.picture("traces-" + theme);

      page.navigate(steno.uri("/p/default/t/" + failedTrace()).toString());
      assertThat(messages(page, "assistant").first()).isVisible();
      spans(page).nth(1).click();
      browser.assertAccessible("trace, " + theme);
      browser.picture("trace-" + theme);

      page.navigate(steno.uri("/p/empty/traces").toString());
      assertThat(page.getByText("./steno demo").first()).isVisible();
      browser.assertAccessible("empty, " + theme);
      browser.picture("empty-" + theme);

      page.navigate(steno.uri("/p/default/t/" + "f".repeat(32)).toString());
      assertThat(page.getByRole(AriaRole.ALERT).first()).isVisible();
      browser.assertAccessible("missing, " + theme);
      // The browser itself reports the 404 that this step provokes.
      assertThat(browser.forgiveFaults()).allMatch(fault -> fault.contains("404"));
    }
  }

  private String lastTrace() {
    return ((JsonObject) traces(steno).get(0)).text("trace_id");
  }

  /** The turn in which a tool failed and was tried again. */
  private String failedTrace() {
    JsonObject page = steno.get("/api/v1/traces?q=status:error");
    return ((JsonObject) ((JsonArray) page.get("traces")).elements().get(0)).text("trace_id");
  }

  private static List<JsonValue> traces(RunningSteno steno) {
    return ((JsonArray) steno.get("/api/v1/traces").get("traces")).elements();
  }

  private static Locator row(Page page) {
    return page.getByRole(AriaRole.GRID)
        .locator("a[role=row], [role=row][data-id], [role=row]:has(a)");
  }

  private static Locator spans(Page page) {
    return page.getByRole(AriaRole.TREEGRID).getByRole(AriaRole.ROW);
  }

  private static Locator selected(Page page) {
    return page.getByRole(AriaRole.TREEGRID).locator("[role=row][aria-selected=true]");
  }

  private static Locator messages(Page page, String role) {
    return page.getByLabel(role + " message");
  }
}
