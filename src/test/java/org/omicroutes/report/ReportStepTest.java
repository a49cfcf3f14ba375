package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportStepTest {
  private static final List<String> SECTIONS =
      List.of(
          "summary",
          "cohort",
          "batches",
          "factors",
          "survival",
          "models",
          "auc",
          "calibration",
          "biomarkers",
          "inside",
          "methods");

  @TempDir Path dir;

  private static Document parse(String markup) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(markup)));
  }

  private static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  private static List<String> sections(Document page) {
    return elements(page, "section").stream().map(e -> e.getAttribute("id")).toList();
  }

  private String run(SampleRun run) throws Exception {
    Path out = dir.resolve("report.html");
    run.step(out).run();
    return Files.readString(out);
  }

  @Test
  void isWellFormedAndHoldsEverySection() throws Exception {
    Document page = parse(run(new SampleRun(dir.resolve("in"))));
    assertThat(sections(page)).isEqualTo(SECTIONS);
    for (Element svg : elements(page, "svg")) {
      assertThat(svg.getAttribute("role")).isEqualTo("img");
      assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(svg.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }
    assertThat(elements(page, "figure")).hasSize(elements(page, "svg").size());
    assertThat(elements(page, "figcaption"))
        .allSatisfy(c -> assertThat(c.getTextContent()).contains("How to read it: "));
  }

  @Test
  void givesEveryElementAnIdOfItsOwnAndLinksOnlyToThem() throws Exception {
    Document page = parse(run(new SampleRun(dir.resolve("in"))));
    Set<String> ids = new TreeSet<>();
    for (Element element : elements(page, "*")) {
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).as(element.getAttribute("id")).isTrue();
      }
    }
    for (Element link : elements(page, "a")) {
      assertThat(link.getAttribute("href")).startsWith("#");
      assertThat(ids).contains(link.getAttribute("href").substring(1));
    }
    for (Element svg : elements(page, "svg")) {
      assertThat(ids).contains(svg.getAttribute("aria-labelledby").split(" "));
    }
  }

  @Test
  void loadsNothing() throws Exception {
    String html = run(new SampleRun(dir.resolve("in")));
    Set<String> addresses = new TreeSet<>();
    Matcher matcher = Pattern.compile("(?:https?:)?//[a-z][^\\s\"'<>]*").matcher(html);
    while (matcher.find()) {
      addresses.add(matcher.group());
    }
    assertThat(addresses).containsExactly("http://www.w3.org/1999/xhtml", Svg.NAMESPACE);
    assertThat(html).doesNotContain("@import", " src=", "url(");
    String shown = html.substring(0, html.indexOf("<script>"));
    assertThat(shown).doesNotContain("NaN", "null", "Infinity");
  }

  @Test
  void escapesAHostileGene() throws Exception {
    SampleRun run = new SampleRun(dir.resolve("in"));
    String hostile = "<script>alert('1')</script>&\u0001]]>";
    run.genes(hostile);
    String html = run(run);
    assertThat(html).doesNotContain("<script>alert");
    Document page = parse(html);
    assertThat(elements(page, "script")).hasSize(1);
    assertThat(elements(page, "td").stream().map(Element::getTextContent))
        .contains("<script>alert('1')</script>&\uFFFD]]>");
  }

  @Test
  void leavesOutWhatItWasNotGiven() throws Exception {
    Map<String, List<String>> gone = new LinkedHashMap<>();
    gone.put("flow", List.of("cohort"));
    gone.put("batches", List.of("batches"));
    gone.put("after", List.of("batches"));
    gone.put("biomarkers", List.of("biomarkers"));
    for (Map.Entry<String, List<String>> entry : gone.entrySet()) {
      SampleRun run = new SampleRun(dir.resolve("in"));
      run.files.remove(entry.getKey());
      List<String> left = new ArrayList<>(SECTIONS);
      left.removeAll(entry.getValue());
      assertThat(sections(parse(run(run)))).as("without " + entry.getKey()).isEqualTo(left);
    }
    SampleRun bare = new SampleRun(dir.resolve("in"));
    bare.files.keySet().removeIf(port -> !port.equals("metrics"));
    assertThat(sections(parse(run(bare))))
        .containsExactly("summary", "survival", "models", "auc", "calibration", "methods");
  }

  @Test
  void isTheSameEveryTimeAndWritesItsFigures() throws Exception {
    SampleRun run = new SampleRun(dir.resolve("in"));
    Path first = dir.resolve("a.html");
    Path second = dir.resolve("b.html");
    run.step(first).out("out-figures", dir.resolve("figures")).run();
    run.step(second).run();
    assertThat(second).hasSameTextualContentAs(first);
    try (var files = Files.list(dir.resolve("figures"))) {
      List<Path> figures = files.sorted().toList();
      assertThat(figures).hasSize(elements(parse(Files.readString(first)), "svg").size());
      for (Path figure : figures) {
        Document svg = parse(Files.readString(figure));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(elements(svg, "style")).hasSize(1);
      }
    }
  }

  private String verdict(double moanet, double ridge) throws Exception {
    SampleRun run = new SampleRun(dir.resolve("in"));
    Map<String, Double> scores = new LinkedHashMap<>();
    scores.put("moanet", moanet);
    scores.put("ridge", ridge);
    scores.put("cox-clinical", 0.6);
    run.metrics(scores);
    return elements(parse(run(run)), "p").stream()
        .filter(p -> p.getAttribute("class").startsWith("verdict"))
        .findFirst()
        .orElseThrow()
        .getTextContent();
  }

  @Test
  void saysPlainlyWhoWins() throws Exception {
    assertThat(verdict(0.75, 0.68))
        .startsWith("MOANet does better than all 2 other models: C-index 0.750");
    assertThat(verdict(0.69, 0.68)).startsWith("MOANet and the baseline ridge Cox cannot be told");
    assertThat(verdict(0.68, 0.68)).startsWith("MOANet and the baseline ridge Cox cannot be told");
    assertThat(verdict(0.66, 0.68))
        .startsWith("The baseline ridge Cox does better than MOANet here: C-index 0.680")
        .endsWith("The difference is within what chance gives.");
    assertThat(verdict(0.6, 0.7))
        .startsWith("The baseline ridge Cox does better")
        .doesNotContain("chance");
  }

  @Test
  void namesTheColumnThatATableLacks() throws Exception {
    SampleRun run = new SampleRun(dir.resolve("in"));
    Path broken = Files.writeString(dir.resolve("r2.tsv"), "view\tfactor\nrna\tFactor1\n");
    run.files.put("r2", broken);
    assertThatThrownBy(() -> run(run))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("r2.tsv, line 1")
        .hasMessageContaining("a column 'r2'");
  }

  @Test
  void fallsBackOnTheModelThatTheMetricsName() throws Exception {
    SampleRun run = new SampleRun(dir.resolve("in"));
    var step = run.step(dir.resolve("report.html")).param("mainModel", "mmfn").run();
    assertThat(step.notes())
        .containsExactly("the metrics have no model 'mmfn': the report is about moanet");
  }
}
