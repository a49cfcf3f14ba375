package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.formats.Json;
import org.omicroutes.step.StepTester;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class StudyReportStepTest {
  @TempDir Path dir;

  private StepTester<StudyReportStep.Options> step(Path out, StudyReport study) throws Exception {
    Files.createDirectories(out);
    Json.write(out.resolve("study.json"), study);
    return StepTester.of(new StudyReportStep())
        .in("study", out.resolve("study.json"))
        .out("out-html", out.resolve("study.html"))
        .out("out-md", out.resolve("study.md"))
        .out("out-figures", out.resolve("figures"));
  }

  private Path made(StudyReport study) throws Exception {
    Path out = Files.createTempDirectory(dir, "study");
    step(out, study).param("png", "false").run();
    return out;
  }

  private static Document page(Path out) throws Exception {
    return StudyFiguresTest.parse(Files.readString(out.resolve("study.html")));
  }

  private static List<String> texts(Document page, String tag) {
    return StudyFiguresTest.elements(page, tag).stream().map(Element::getTextContent).toList();
  }

  @Test
  void isWellFormedWithUniqueIdsAndLinksThatHold() throws Exception {
    for (int[] size : new int[][] {{1, 2}, {1, 14}, {3, 5}, {8, 14}}) {
      Path out = made(SampleStudy.of(size[0], size[1]));
      Document page = page(out);
      Set<String> ids = new HashSet<>();
      for (Element e : StudyFiguresTest.elements(page, "*")) {
        if (e.hasAttribute("id")) {
          assertThat(ids.add(e.getAttribute("id"))).as(e.getAttribute("id")).isTrue();
        }
      }
      for (Element link : StudyFiguresTest.elements(page, "a")) {
        String to = link.getAttribute("href");
        if (to.startsWith("#")) {
          assertThat(ids).contains(to.substring(1));
        } else if (to.startsWith("figures/")) {
          assertThat(out.resolve(to)).exists();
        } else {
          assertThat(to).startsWith("tables/").endsWith(".tsv");
        }
      }
      for (Element svg : StudyFiguresTest.elements(page, "svg")) {
        assertThat(ids).contains(svg.getAttribute("aria-labelledby").split(" "));
      }
      for (Element head : StudyFiguresTest.elements(page, "th")) {
        assertThat(head.getAttribute("scope")).isEqualTo("col");
      }
      String shown = Files.readString(out.resolve("study.html")).split("<script>")[0];
      assertThat(shown).doesNotContain("NaN", "Infinity", ">null");
    }
  }

  @Test
  void saysTheHeadlineFirstAndQuotesThePaperApart() throws Exception {
    Document page = page(made(SampleStudy.of(1, 5)));
    assertThat(
            texts(page, "p").stream().filter(t -> t.startsWith("The baseline kernel")).findFirst())
        .isPresent();
    Element quoted =
        StudyFiguresTest.elements(page, "div").stream()
            .filter(d -> d.getAttribute("class").equals("quoted"))
            .findFirst()
            .orElseThrow();
    assertThat(quoted.getTextContent())
        .contains("published, on data we do not have".substring(1), "0.837", "do not have")
        .doesNotContain("★");
  }

  @Test
  void marksTheBestOfEachColumn() {
    StudyReport.Table table =
        new StudyReport.Table(
            "T1",
            "t",
            "",
            List.of("cohort", "model", "C", "IBS", "calibration slope", "C: moanet minus model"),
            List.of(
                List.of("A", "moanet", "0.70 (0.6 to 0.8)", "0.20", "1.30", ""),
                List.of("A", "ridge", "0.71 (0.6 to 0.8)", "0.18", "0.90", "-0.01"),
                List.of("A", "rsf", "NA", "0.18", "NA", "0.02"),
                List.of("A", "paper (published)", "0.99", "0.01", "1.00", ""),
                List.of("B", "moanet", "0.60", "0.20", "1.0", ""),
                List.of("B", "ridge", "0.60", "0.30", "0.8", "0.00")));
    List<boolean[]> best = new StudyTableView(table).best();
    assertThat(best.get(0)).containsExactly(false, false, false, false, false, false);
    assertThat(best.get(1)).containsExactly(false, false, true, true, true, false);
    assertThat(best.get(2)).containsExactly(false, false, false, true, false, false);
    assertThat(best.get(3)).containsExactly(false, false, false, false, false, false);
    // Where all are equal none is the best.
    assertThat(best.get(4)).containsExactly(false, false, false, true, true, false);
    assertThat(StudyTableView.better("R2 (D)")).isEqualTo(StudyTableView.Better.HIGHER);
    assertThat(StudyTableView.better("bootstrap optimism of R2"))
        .isEqualTo(StudyTableView.Better.NEAR_ZERO);
    assertThat(StudyTableView.better("p (Holm)")).isEqualTo(StudyTableView.Better.NONE);
    assertThat(StudyTableView.better("SD of C")).isEqualTo(StudyTableView.Better.LOWER);
    assertThat(StudyTableView.better("ECE by chance 36 m")).isEqualTo(StudyTableView.Better.NONE);
  }

  @Test
  void callsModelsByTheirLabels() {
    StudyView view = new StudyView(SampleStudy.of(1, 14));
    assertThat(view.labelled("moanet minus kernel-ensemble; not moanets, nor snf-coxes; cox."))
        .isEqualTo("MOANet minus kernel Cox ensemble; not moanets, nor snf-coxes; clinical Cox.");
  }

  @Test
  void leavesOutWhatHasNoDataAndSaysSo() throws Exception {
    StudyReport full = SampleStudy.of(1, 3);
    StudyReport bare =
        new StudyReport(full.setting(), null, null, null, null, null, null, null, null, null, null);
    Path out = Files.createTempDirectory(dir, "bare");
    StepTester<StudyReportStep.Options> step = step(out, bare).run();
    assertThat(step.notes()).hasSize(7).anyMatch(n -> n.startsWith("F1, td-AUC"));
    Document page = page(out);
    assertThat(StudyFiguresTest.elements(page, "svg")).isEmpty();
    assertThat(texts(page, "li")).containsAll(step.notes());
    assertThat(Files.readString(out.resolve("study.md"))).contains("Left out for want of data");
    try (Stream<Path> files = Files.list(out.resolve("figures"))) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void readsNullAsMissing() throws Exception {
    Path out = Files.createTempDirectory(dir, "null");
    StepTester<StudyReportStep.Options> step = step(out, SampleStudy.of(1, 3));
    String json = Files.readString(out.resolve("study.json"));
    json = json.replaceFirst("(\"auc\" : \\[ )[0-9.]+", "$1null");
    json = json.replaceFirst("(\"medianFollowUpMonths\" : )[0-9.]+", "$1null");
    Files.writeString(out.resolve("study.json"), json);
    StudyReport read = Json.read(out.resolve("study.json"), StudyReport.class);
    assertThat(read.aucCurves().get(0).auc()[0]).isNaN();
    assertThat(read.setting().cohorts().get(0).medianFollowUpMonths()).isNaN();
    step.param("png", "false").run();
    assertThat(page(out)).isNotNull();
  }

  @Test
  void writesTheTablesAsMarkdown() throws Exception {
    String text = Files.readString(made(SampleStudy.of(2, 5)).resolve("study.md"));
    assertThat(text)
        .startsWith("# Survival prognosis: a study of models\n\n**The baseline kernel")
        .contains("## T1. Performance of all models", "| Cohort | Model | td-AUC 36 m |")
        .contains(
            "|---|---|--:|", "| Mean over 2 cohorts | clinical Cox |", "[T1.tsv](tables/T1.tsv)")
        .contains("[F1.svg](figures/F1.svg)");
    assertThat(StudyMarkdown.escape("a|b<c>*")).isEqualTo("a\\|b&lt;c>\\*");
  }

  @Test
  void writesTheSameBytesTwice() throws Exception {
    Path first = dir.resolve("first");
    Path second = dir.resolve("second");
    step(first, SampleStudy.of(1, 3)).run();
    step(second, SampleStudy.of(1, 3)).run();
    try (Stream<Path> files = Files.walk(first)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      assertThat(all).hasSizeGreaterThan(18);
      for (Path file : all) {
        assertThat(second.resolve(first.relativize(file))).hasSameBinaryContentAs(file);
        if (file.toString().endsWith(".png")) {
          assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(880 * 300 / 96);
        }
      }
    }
  }

  @Test
  void escapesHostileNames() throws Exception {
    StudyReport s = SampleStudy.of(1, 2);
    StudyReport.Table hostile =
        new StudyReport.Table(
            "T1", "<script>alert(1)</script>", "&", List.of("model"), List.of(List.of("<b>]]>")));
    StudyReport report =
        new StudyReport(
            s.setting(),
            "<img src=x>",
            List.of(hostile),
            s.aucCurves(),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    Document page = page(made(report));
    assertThat(StudyFiguresTest.elements(page, "script")).hasSize(1);
    assertThat(StudyFiguresTest.elements(page, "img")).isEmpty();
  }

  @Test
  void refusesWhatIsNoStudy() throws Exception {
    Path file = Files.writeString(dir.resolve("no.json"), "{\"tables\": []}");
    StepTester<StudyReportStep.Options> step =
        StepTester.of(new StudyReportStep())
            .in("study", file)
            .out("out-html", dir.resolve("a.html"))
            .out("out-md", dir.resolve("a.md"))
            .out("out-figures", dir.resolve("figures"));
    assertThatThrownBy(step::run)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no setting");
    assertThatThrownBy(() -> step.param("figuresAt", "/etc/x y").run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("figures-at: found '/etc/x y'");
  }

  private static final String WORK =
      """
      const turn = page.querySelector('g.turn');
      const key = k => turn.dispatchEvent(
          new frame.KeyboardEvent('keydown', { key: k, bubbles: true, cancelable: true }));
      const where = () => [...turn.querySelectorAll('line, .points path')]
          .map(e => [e.dataset.p || e.dataset.a + e.dataset.b,
              (e.getAttribute('transform') || e.getAttribute('x1')).match(/-?[0-9.]+/g).map(Number)])
          .sort((x, y) => x[0] < y[0] ? -1 : 1).map(x => x[1]).flat();
      // Coordinates on the page are rounded, so that a redrawn one may differ by a fraction.
      const near = (x, y) => x.length === y.length && x.every((v, i) => Math.abs(v - y[i]) < 0.25);
      const still = where();
      key('Home');
      const same = near(where(), still);
      key('ArrowRight');
      const turned = !near(where(), still);
      key('Home');
      const back = near(where(), still);
      const box = turn.getBoundingClientRect();
      const at = (type, x, y) => turn.dispatchEvent(new frame.PointerEvent(type,
          { pointerId: 1, clientX: box.left + x, clientY: box.top + y, bubbles: true }));
      turn.setPointerCapture = () => {};
      at('pointerdown', 50, 50); at('pointermove', 90, 60); at('pointerup', 90, 60);
      const dragged = !near(where(), still);
      const table = page.querySelector('#models-compared table.sortable');
      table.querySelectorAll('th')[1].querySelector('button').click();
      const sorted = [...table.tBodies[0].rows].map(r => parseFloat(r.cells[1].dataset.value));
      const ascending = sorted.every((v, i) => i === 0 || sorted[i - 1] <= v);
      const wide = page.documentElement.scrollWidth - page.documentElement.clientWidth;
      return ['home', same, 'turned', turned, 'back', back, 'dragged', dragged,
          'sorted', ascending, 'overflow', wide].join(' ');
      """;

  @Test
  void worksInABrowser() throws Exception {
    assumeTrue(Chromium.program() != null, "no Chromium on this machine");
    Path out = made(SampleStudy.of(2, 6));
    for (int width : new int[] {400, 1200}) {
      Path work = Files.createDirectories(dir.resolve("browser-" + width));
      assertThat(Chromium.run(work, out.resolve("study.html"), width, WORK))
          .containsExactly("home true turned true back true dragged true sorted true overflow 0");
    }
  }
}
