package org.omicroutes.ops;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.omicroutes.api.Roles;
import org.omicroutes.api.ServedState;
import org.omicroutes.state.Drop;
import org.omicroutes.state.DropState;
import org.omicroutes.state.DropStore;

/** The pages in a real browser; screenshots of them lie in {@code target/screenshots}. */
@QuarkusTest
@TestProfile(ServedState.class)
class PageInBrowserTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  @Inject AgroalDataSource source;
  @Inject DropStore drops;

  @ConfigProperty(name = "omicroutes.results")
  Path results;

  @TestHTTPResource("/")
  String server;

  private Playwright playwright;
  private Browser browser;
  private SeededState state;
  private final List<String> complaints = new ArrayList<>();

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM + ": the pages are not tried");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setHeadless(true)
                    .setArgs(FLAGS));
    state = new SeededState(source, results);
  }

  @AfterEach
  void close() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @Test
  @TestSecurity(
      user = "olga",
      roles = {Roles.VIEWER, Roles.OPERATOR})
  void showsTheNightLiveInDarkAndLightAndNarrow() throws IOException {
    state.add("260118_NB501_0412", DropState.SEQUENCING, "CopyComplete.txt is not there yet");
    state.add("ont-2026-01-18", DropState.COPYING, "3 files changed in the last minute");
    state.add("panel-77", DropState.WAITING, "methylation of 2 patients is missing; until 06:00");
    Drop bad =
        state.rejected(
            "cohort-brca-2", "rna_counts.csv.gz, line 17, column 3: found 'x', expected a count");
    Drop done = state.withRun("cohort-brca-1", true);
    Drop running = state.withRun("cohort-luad-4", false);

    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
      for (int width : new int[] {1280, 360}) {
        String name = scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width + ".png";
        Page page = page(scheme, width, "");
        assertFits(page);
        shoot(page, "overview-" + name);
        page.navigate(server + "ui/drops/" + done.id());
        assertFits(page);
        shoot(page, "drop-" + name);
        page.context().close();
      }
    }
    Page page = page(ColorScheme.LIGHT, 1280, "ui/drops/" + running.id());
    shoot(page, "running-light-1280.png");
    page.context().close();
    assertLive(bad);
    assertThat(complaints).isEmpty();
  }

  /** What changes on the server comes to the page by itself, and a button does what it says. */
  private void assertLive(Drop bad) {
    Page page = page(ColorScheme.LIGHT, 1280, "");
    assertThat(page.locator("#retry-" + bad.id())).isVisible();
    Drop late = state.add("late-arrival", DropState.COPYING, "files still come");
    assertThat(page.locator("#drop-" + late.id())).isVisible();
    assertThat(page.locator("#summary")).containsText("worked on: ");
    page.locator("#retry-" + bad.id()).click();
    assertThat(page.locator("#retry-" + bad.id())).hasCount(0);
    assertThat(drops.get(bad.id()).orElseThrow().state()).isEqualTo(DropState.COMPLETE);
    page.locator("#tile-SEQUENCING").click();
    assertThat(page.locator("#tile-SEQUENCING")).hasAttribute("aria-current", "page");
    assertThat(page.locator("#drop-" + late.id())).hasCount(0);
    page.context().close();
  }

  @Test
  @TestSecurity(user = "vera", roles = Roles.VIEWER)
  void worksFromTheKeyboard() throws IOException {
    Drop done = state.withRun("cohort-keys", true);
    Page page = page(ColorScheme.DARK, 1280, "");
    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("Skip to the contents");
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");
    assertThat(focused(page)).startsWith("All");
    String outline =
        (String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
    assertThat(outline).isEqualTo("solid");
    page.locator("#drop-" + done.id()).focus();
    state.add("while-you-look", DropState.COPYING, "files still come");
    assertThat(page.getByText("while-you-look").first()).isVisible();
    assertThat(focused(page)).isEqualTo("cohort-keys");
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Drop cohort-keys");
    assertThat(complaints).isEmpty();
    page.getByText("Report", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(page).hasTitle("ran");
    page.context().close();
  }

  private static String focused(Page page) {
    return (String) page.evaluate("document.activeElement.textContent.trim()");
  }

  private Page page(ColorScheme scheme, int width, String path) {
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900))
            .newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(server + path);
    return page;
  }

  private static void assertFits(Page page) {
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue()).isZero();
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)).setFullPage(true));
  }
}
