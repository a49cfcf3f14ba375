package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.evaluate.ClassTablesStep;
import org.omicroutes.evaluate.SimulatedClasses;
import org.omicroutes.step.StepTester;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ClassReportStepTest {
  @TempDir static Path dir;

  private static Path one;
  private static Path several;

  @BeforeAll
  static void make() throws Exception {
    one = made("one", new SimulatedClasses(dir, "luad", 100, 5, 1, 0.4, 3));
    several =
        made(
            "several",
            new SimulatedClasses(dir, "A", 60, 3, 2, 0.3, 5),
            new SimulatedClasses(dir, "B", 60, 3, 2, 0.3, 6));
  }

  private static Path made(String name, SimulatedClasses... cohorts) throws Exception {
    Path out = Files.createDirectories(dir.resolve(name));
    var tables = StepTester.of(new ClassTablesStep()).param("resamples", 20);
    for (SimulatedClasses cohort : cohorts) {
      cohort.add(tables);
    }
    tables
        .out("out-json", out.resolve("classes.json"))
        .out("out-tables", out.resolve("tables"))
        .out("out-review", out.resolve("review.tsv"))
        .run();
    step(out, out).param("png", "false").run();
    return out;
  }

  private static StepTester<ClassReportStep.Options> step(Path from, Path out) {
    return StepTester.of(new ClassReportStep())
        .in("classes", from.resolve("classes.json"))
        .out("out-html", out.resolve("classes.html"))
        .out("out-md", out.resolve("classes.md"))
        .out("out-figures", out.resolve("figures"));
  }

  private static Document page(Path out) throws Exception {
    return StudyFiguresTest.parse(Files.readString(out.resolve("classes.html")));
  }

  private static List<String> figures(Path out) throws Exception {
    try (Stream<Path> files = Files.list(out.resolve("figures"))) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void thePageHoldsEveryFigure() throws Exception {
    List<String> drawn =
        List.of(
            "calibration-models",
            "calibration",
            "confusion",
            "importance",
            "learning-mmfn-concat",
            "learning",
            "precision-recall",
            "probabilities",
            "roc");
    assertThat(figures(one))
        .containsExactlyElementsOf(drawn.stream().map(f -> f + ".svg").toList());
    Set<String> ids = new HashSet<>();
    for (Element svg : StudyFiguresTest.elements(page(one), "svg")) {
      ids.add(svg.getAttribute("id"));
    }
    assertThat(ids).containsAll(drawn.stream().map(f -> "fig-" + f).toList());
    assertThat(figures(several))
        .contains("probabilities.svg", "probabilities-a.svg", "confusion-b.svg")
        .contains("learning-a.svg", "learning-mmfn-concat-b.svg", "importance-b.svg");
  }

  @Test
  void isWellFormedWithUniqueIdsAndLinksThatHold() throws Exception {
    for (Path out : List.of(one, several)) {
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
        } else if (!to.endsWith(".png")) {
          assertThat(out.resolve(to)).exists();
        }
      }
      String shown = Files.readString(out.resolve("classes.html")).split("<script>")[0];
      assertThat(shown).doesNotContain("NaN", "Infinity", ">null");
    }
  }

  @Test
  void theBestModelOfAColumnIsMarked() throws Exception {
    String text = Files.readString(one.resolve("classes.md"));
    String first =
        text.lines().filter(l -> l.matches("\\| luad \\| MMFN \\|.*")).findFirst().orElseThrow();
    assertThat(first).contains("| **0.");
    assertThat(text)
        .contains("# Death by a horizon: a study of classifiers", "## C1. Performance of all")
        .contains("[C4.tsv](tables/C4.tsv)", "[roc.svg](figures/roc.svg)")
        .contains("| Cohort | Patients | Events | Median follow-up (months) |\n");
    assertThat(StudyTableView.better("PR-AUC")).isEqualTo(StudyTableView.Better.HIGHER);
    assertThat(StudyTableView.better("scaled Brier")).isEqualTo(StudyTableView.Better.HIGHER);
    assertThat(StudyTableView.better("log loss")).isEqualTo(StudyTableView.Better.LOWER);
    assertThat(StudyTableView.better("E/O")).isEqualTo(StudyTableView.Better.NEAR_ONE);
    assertThat(StudyTableView.better("Brier: mmfn minus model"))
        .isEqualTo(StudyTableView.Better.NONE);
  }

  @Test
  void eachFoldHasItsTrainingCurvesWithTheBestEpochs() throws Exception {
    String svg = Files.readString(one.resolve("figures/learning.svg"));
    Document drawing = StudyFiguresTest.parse(svg.replaceFirst("<\\?xml[^>]*\\?>", ""));
    List<String> texts = new ArrayList<>();
    StudyFiguresTest.elements(drawing, "text").forEach(t -> texts.add(t.getTextContent()));
    assertThat(texts).contains("Fold 1", "Fold 5", "Loss", "Accuracy", "Epoch");
    Element inline =
        StudyFiguresTest.elements(page(one), "svg").stream()
            .filter(e -> e.getAttribute("id").equals("fig-learning"))
            .findFirst()
            .orElseThrow();
    long best =
        StudyFiguresTest.elements(inline.getOwnerDocument(), "path").stream()
            .filter(p -> p.getAttribute("data-tip").contains("best at epoch"))
            .count();
    // Five folds, two networks, loss and accuracy, of two models.
    assertThat(best).isEqualTo(5 * 2 * 2 * 2);
  }

  @Test
  void writesTheSameBytesTwice() throws Exception {
    Path again = Files.createDirectories(dir.resolve("again"));
    step(one, again).param("png", "false").run();
    for (String file : figures(one)) {
      assertThat(again.resolve("figures").resolve(file))
          .hasSameBinaryContentAs(one.resolve("figures").resolve(file));
    }
    assertThat(again.resolve("classes.html")).hasSameBinaryContentAs(one.resolve("classes.html"));
  }

  @Test
  void leavesOutWhatHasNoDataAndSaysSo() throws Exception {
    Path out = Files.createDirectories(dir.resolve("bare"));
    String json = Files.readString(one.resolve("classes.json"));
    for (String list : List.of("learning", "importance", "roc", "confusions")) {
      json = json.replaceFirst("\n  \"" + list + "\" : \\[", "\n  \"was-" + list + "\" : [");
    }
    Files.writeString(out.resolve("classes.json"), json);
    StepTester<ClassReportStep.Options> step = step(out, out).param("png", "false").run();
    assertThat(step.notes())
        .containsExactly(
            "ROC curves: the study has none.",
            "Confusion matrices: the study has none.",
            "Training curves: the study has no training histories.",
            "Feature importance: the study has none.");
    assertThat(figures(out)).doesNotContain("roc.svg").contains("precision-recall.svg");
  }

  @Test
  void refusesWhatIsNoStudy() throws Exception {
    Path out = Files.createDirectories(dir.resolve("wrong"));
    Files.writeString(out.resolve("classes.json"), "{\"tables\": []}");
    assertThatThrownBy(() -> step(out, out).run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("classes.json")
        .hasMessageContaining("no study or outcome");
    assertThatThrownBy(() -> step(one, out).param("tablesAt", "/etc/x y").run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tables-at: found '/etc/x y'");
  }

  private static final String WORK =
      """
      const table = page.querySelector('#models-compared table.sortable');
      table.querySelectorAll('th')[1].querySelector('button').click();
      const sorted = [...table.tBodies[0].rows].map(r => parseFloat(r.cells[1].dataset.value));
      const ascending = sorted.every((v, i) => i === 0 || sorted[i - 1] <= v);
      const wide = page.documentElement.scrollWidth - page.documentElement.clientWidth;
      const drawn = page.querySelectorAll('figure svg').length;
      return ['sorted', ascending, 'overflow', wide, 'figures', drawn].join(' ');
      """;

  @Test
  void worksInABrowser() throws Exception {
    assumeTrue(Chromium.program() != null, "no Chromium on this machine");
    for (int width : new int[] {400, 1200}) {
      Path work = Files.createDirectories(dir.resolve("browser-" + width));
      assertThat(Chromium.run(work, one.resolve("classes.html"), width, WORK))
          .containsExactly("sorted true overflow 0 figures 9");
    }
  }
}
