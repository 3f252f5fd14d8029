// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The guards of the browser journeys notice what they are there for. */
class BrowserIT {
  private static final URI ORIGIN = URI.create("http://127.0.0.1:1");

  @Test
  void a_script_that_runs_and_an_image_from_elsewhere_are_noticed() {
    try (Browser browser = Browser.open(ORIGIN, ColorScheme.LIGHT)) {
      browser.assertQuiet();

      browser
          .page()
          .setContent(
              "<img src='http://127.0.0.1:9/pixel.png'><script>alert(1); console.error('x');"
                  + "throw new Error('y')</script>");

      assertThat(browser.faults())
          .anyMatch(fault -> fault.startsWith("request: http://127.0.0.1:9/"))
          .anyMatch(fault -> fault.equals("dialog: 1"))
          .anyMatch(fault -> fault.equals("console: x"))
          .anyMatch(fault -> fault.startsWith("error: ") && fault.contains("y"));
      assertThatThrownBy(browser::assertQuiet).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void a_page_that_not_everybody_can_use_is_noticed() {
    try (Browser browser = Browser.open(ORIGIN, ColorScheme.LIGHT)) {
      browser.page().setContent("<html lang=en><title>x</title><input><p style='color:#ddd'>pale");

      assertThatThrownBy(() -> browser.assertAccessible("pale"))
          .hasMessageContaining("label")
          .hasMessageContaining("color-contrast");
    }
  }
}
