// SPDX-License-Identifier: Apache-2.0
package dev.steno.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Debian's Chromium with one page, which remembers what a page should never do: console errors,
 * dialogs, requests to elsewhere. For one thread.
 */
final class Browser implements AutoCloseable {
  private static final Path AXE = Path.of("..", "ui", "node_modules", "axe-core", "axe.min.js");
  private final Playwright playwright;
  private final BrowserContext context;
  private final Page page;
  private final List<String> faults = new ArrayList<>();

  private Browser(Playwright playwright, BrowserContext context, URI origin) {
    this.playwright = playwright;
    this.context = context;
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            faults.add("console: " + message.text());
          }
        });
    page.onPageError(error -> faults.add("error: " + error));
    page.onDialog(
        dialog -> {
          faults.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(origin.toString())
              && !request.url().matches("(data|blob):.*")) {
            faults.add("request: " + request.url());
          }
        });
  }

  /** A browser for the pages of {@code origin}; skips the test where there is no Chromium. */
  static Browser open(URI origin, ColorScheme scheme) {
    Path chromium = chromium();
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    BrowserContext context =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--no-first-run")))
            .newContext(
                new com.microsoft.playwright.Browser.NewContextOptions()
                    .setViewportSize(1440, 900)
                    .setColorScheme(scheme)
                    .setLocale("en-GB")
                    .setTimezoneId("UTC"));
    context.setDefaultTimeout(20_000);
    return new Browser(playwright, context, origin);
  }

  private static Path chromium() {
    List<Path> places =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .toList();
    assumeTrue(
        !places.isEmpty(), "browser tests skipped: install Debian's package chromium to run them");
    return places.get(0);
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** Asserts that axe finds nothing against WCAG 2.2 AA on the page as it stands. */
  void assertAccessible(String what) {
    page.evaluate(read(AXE) + "; undefined");
    Object found =
        page.evaluate(
            """
            async () => {
              const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
              const result = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
              return result.violations.map((v) =>
                v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', '));
            }
            """);
    assertThat((List<?>) found).as(what).isEmpty();
  }

  /** What the page did that it never should, in order. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** Asserts that the page did nothing that it never should. */
  void assertQuiet() {
    assertThat(faults).isEmpty();
  }

  /** Forgets the faults that a test provoked on purpose; what they were. */
  List<String> forgiveFaults() {
    List<String> forgiven = List.copyOf(faults);
    faults.clear();
    return forgiven;
  }

  /** Takes a picture of the page for the documents. */
  void picture(String name) {
    boolean keep = Boolean.getBoolean("steno.pictures");
    Path folder = keep ? Path.of("..", "docs", "screens") : Path.of("target", "screens");
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
