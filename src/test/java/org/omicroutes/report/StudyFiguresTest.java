package org.omicroutes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.omicroutes.evaluate.StudyReport;
import org.omicroutes.evaluate.StudyReport.ImportanceShare;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class StudyFiguresTest {

  static Document parse(String markup) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(markup)));
  }

  static List<Element> elements(Document page, String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<Element> ofClass(Document page, String styleClass) {
    return elements(page, "*").stream()
        .filter(e -> List.of(e.getAttribute("class").split(" ")).contains(styleClass))
        .toList();
  }

  private static Svg figure(StudyReport report, String id) {
    return StudyFigure.all(new StudyView(report)).figures().stream()
        .map(StudyFigure::svg)
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void drawsEachModelInEachCohort() throws Exception {
    Document f1 = parse(figure(SampleStudy.of(8, 14), "F1").inline());
    List<Element> panels = ofClass(f1, "panel");
    assertThat(panels).hasSize(9);
    assertThat(panels.get(0).getAttribute("data-cohort")).isEqualTo(StudyReport.MEAN);
    for (Element panel : panels) {
      // Numbers at the ends name all lines; five of them stand out.
      Document alone = parse(serialize(panel));
      assertThat(ofClass(alone, "num").stream().map(Element::getTextContent))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, 14).mapToObj(String::valueOf).toList());
      assertThat(ofClass(alone, "line")).hasSize(5);
      assertThat(ofClass(alone, "fine")).hasSize(9);
      assertThat(ofClass(alone, "counted")).hasSize(10);
    }
    assertThat(elements(f1, "text").stream().map(Element::getTextContent))
        .contains("MOANet", "kernel Cox ensemble", "netDx-style networks", "Mean over 8 cohorts");
  }

  private static String serialize(Element element) throws Exception {
    java.io.StringWriter out = new java.io.StringWriter();
    javax.xml.transform.TransformerFactory.newInstance()
        .newTransformer()
        .transform(
            new javax.xml.transform.dom.DOMSource(element),
            new javax.xml.transform.stream.StreamResult(out));
    return out.toString();
  }

  @Test
  void drawsEachPatientAndTurnsThemAsByHand() throws Exception {
    StudyReport study = SampleStudy.of(2, 5);
    Document f2 = parse(figure(study, "F2").inline());
    assertThat(ofClass(f2, "node")).hasSize(study.factorPoints().size());
    assertThat(ofClass(f2, "turn")).hasSize(2);
    assertThat(ofClass(f2, "spine")).hasSize(6);
    // Quarter turns: the near side comes to the right, the top comes to the front.
    FactorSpaceFigure.Seen right = FactorSpaceFigure.project(0, 0, 1, 90, 0);
    assertThat(right.x()).isEqualTo(1, within(1e-12));
    assertThat(right.depth()).isEqualTo(0, within(1e-12));
    FactorSpaceFigure.Seen front = FactorSpaceFigure.project(0, 1, 0, 0, 90);
    assertThat(front.depth()).isEqualTo(1, within(1e-12));
    assertThat(front.scale()).isEqualTo(6.0 / 5, within(1e-12));
    assertThat(FactorSpaceFigure.project(0, 1, 0, 0, 0).y()).isEqualTo(-1, within(1e-12));
  }

  @Test
  void stacksSharesToTheFullWidth() throws Exception {
    StudyReport study = SampleStudy.of(1, 5);
    Document f3 = parse(figure(study, "F3").inline());
    List<Element> bars =
        elements(f3, "rect").stream()
            .filter(e -> e.getAttribute("class").startsWith("part"))
            .filter(e -> e.hasAttribute("data-tip"))
            .toList();
    assertThat(bars).hasSize(5 * 6);
    double width = bars.stream().mapToDouble(e -> number(e, "width")).sum();
    assertThat(width).isEqualTo(5 * 400, within(3.0));
    List<Element> ring =
        elements(f3, "path").stream()
            .filter(e -> e.getAttribute("class").startsWith("part"))
            .toList();
    assertThat(ring).hasSize(6);
  }

  private static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  @Test
  void drawsAFullRingForASingleGroup() throws Exception {
    StudyReport s = SampleStudy.of(1, 2);
    List<ImportanceShare> one =
        List.of(new ImportanceShare("LUAD", "moanet", "clinical", 0.5, 0.4, 0.6, 1));
    Svg svg = figure(with(s, one), "F3");
    assertThat(svg.inline()).doesNotContain("NaN");
    assertThat(imageOf(svg)).isNotNull();
  }

  private static StudyReport with(StudyReport s, List<ImportanceShare> importance) {
    return new StudyReport(
        s.setting(),
        s.headline(),
        s.tables(),
        s.aucCurves(),
        s.eventCounts(),
        s.factorPoints(),
        importance,
        s.calibration(),
        s.riskGroups(),
        s.missingLayers(),
        s.attention());
  }

  @Test
  void putsEventsUpAndTheOthersDown() throws Exception {
    StudyReport study = SampleStudy.of(1, 3);
    Document f4 = parse(figure(study, "F4").inline());
    List<Element> rugs = ofClass(f4, "rug");
    int events = 0;
    for (boolean event : study.calibration().get(0).rugEvents()) {
      events += event ? 1 : 0;
    }
    int patients = study.calibration().get(0).rug().length;
    assertThat(rugs).hasSize(2);
    assertThat(rugs.get(0).getAttribute("d").split("v-14", -1)).hasSize(events + 1);
    assertThat(rugs.get(1).getAttribute("d").split("v14", -1)).hasSize(patients - events + 1);
    Document panels = parse(figure(study, "F4-models").inline());
    assertThat(ofClass(panels, "panel").stream().map(e -> e.getAttribute("data-model")))
        .containsExactly("cox", "moanet");
  }

  @Test
  void countsPatientsAtRisk() throws Exception {
    StudyReport study = SampleStudy.of(1, 3);
    Document km = parse(figure(study, "KM").inline());
    int first = study.riskGroups().get(0).atRisk()[0];
    assertThat(elements(km, "text").stream().map(Element::getTextContent))
        .contains("Low risk", "Middle risk", "High risk", "At risk", String.valueOf(first));
    assertThat(ofClass(km, "band")).hasSize(3);
  }

  @Test
  void showsEverySetOfLayersAndEveryPairOfModalities() throws Exception {
    StudyReport study = SampleStudy.of(2, 3);
    Document layers = parse(figure(study, "missing-layers").inline());
    assertThat(ofClass(layers, "full")).hasSize(16 * 4 / 2 + 1);
    assertThat(ofClass(layers, "open")).hasSize(16 * 4 / 2 + 1);
    Document attention = parse(figure(study, "attention").inline());
    assertThat(ofClass(attention, "cell")).hasSize(2 * 25);
  }

  @Test
  void survivesMissingNumbers() throws Exception {
    StudyReport study = SampleStudy.of(2, 4);
    study.aucCurves().forEach(c -> Arrays.fill(c.lower(), Double.NaN));
    study.aucCurves().forEach(c -> Arrays.fill(c.auc(), 3, 6, Double.NaN));
    Arrays.fill(study.aucCurves().get(0).auc(), Double.NaN);
    study.calibration().forEach(c -> Arrays.fill(c.upper95(), 0, 20, Double.NaN));
    study.calibration().forEach(c -> c.rug()[0] = Double.NaN);
    study.riskGroups().forEach(c -> Arrays.fill(c.upper(), 5, c.upper().length, Double.NaN));
    study.factorPoints().get(0).factors()[1] = Double.NaN;
    for (StudyFigure f : StudyFigure.all(new StudyView(study)).figures()) {
      assertThat(f.svg().inline()).as(f.svg().id()).doesNotContain("NaN", "Infinity", "null");
      parse(f.svg().inline());
    }
  }

  @Test
  void printsColoursAtTheElements() throws Exception {
    for (StudyFigure f : StudyFigure.all(new StudyView(SampleStudy.of(1, 14))).figures()) {
      String file = PrintedSvg.of(f.svg());
      assertThat(file).doesNotContain("var(", "class=", "data-", "<style");
      Document svg = parse(file);
      assertThat(elements(svg, "title")).hasSize(1);
      assertThat(elements(svg, "rect").get(0).getAttribute("fill")).isEqualTo("#ffffff");
      for (Element text : elements(svg, "text")) {
        assertThat(text.getAttribute("fill")).startsWith("#");
      }
    }
  }

  private static BufferedImage imageOf(Svg svg) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(Png.of(svg)));
  }

  @Test
  void paintsTheSamePixelsTwice() throws Exception {
    Svg svg = figure(SampleStudy.of(1, 3), "F4");
    byte[] png = Png.of(svg);
    assertThat(Png.of(figure(SampleStudy.of(1, 3), "F4"))).isEqualTo(png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).isEqualTo((int) Math.ceil(svg.width() * 300 / 96));
    assertThat(image.getHeight()).isEqualTo((int) Math.ceil(svg.height() * 300 / 96));
    Set<Integer> colours = new HashSet<>();
    int ink = 0;
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colours.add(image.getRGB(x, y) & 0xFFFFFF);
        ink += (image.getRGB(x, y) & 0xFFFFFF) == 0xFFFFFF ? 0 : 1;
      }
    }
    assertThat(colours).contains(0xFFFFFF, 0x0072B2).hasSizeGreaterThan(50);
    assertThat(ink).isGreaterThan(20_000);
    // The panel's title is there: dark pixels left of the middle of its row.
    int dark = 0;
    for (int y = 30 * 300 / 96; y < 56 * 300 / 96; y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        dark +=
            (image.getRGB(x, y) & 0xFF) < 0x50 && (image.getRGB(x, y) >> 16 & 0xFF) < 0x40 ? 1 : 0;
      }
    }
    assertThat(dark).isGreaterThan(200);
  }

  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      double c = Integer.parseInt(hex.substring(1 + 2 * k, 3 + 2 * k), 16) / 255.0;
      sum += weights[k] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static double contrast(String a, String b) {
    double x = luminance(a) + 0.05;
    double y = luminance(b) + 0.05;
    return Math.max(x, y) / Math.min(x, y);
  }

  /** The variables of each of the three palettes: light, dark, paper. */
  private static List<java.util.Map<String, String>> palettes() {
    List<java.util.Map<String, String>> found = new ArrayList<>();
    Matcher block =
        Pattern.compile(":root, svg\\.figure \\{([^}]*)\\}").matcher(Assets.figureStyle());
    while (block.find()) {
      java.util.Map<String, String> palette = new java.util.HashMap<>();
      Matcher one = Pattern.compile("--([a-z0-9]+): (#[0-9a-f]{6})").matcher(block.group(1));
      while (one.find()) {
        palette.put(one.group(1), one.group(2));
      }
      found.add(palette);
    }
    return found;
  }

  @Test
  void keepsContrast() {
    assertThat(palettes()).hasSize(3);
    for (var p : palettes()) {
      String paper = p.get("paper");
      assertThat(contrast(p.get("ink"), paper)).isGreaterThan(12);
      assertThat(contrast(p.get("soft"), paper)).isGreaterThan(4.5);
      assertThat(contrast(p.get("mute"), paper)).isGreaterThan(3);
      for (int k = 1; k <= 8; k++) {
        String colour = p.get("o" + k);
        assertThat(contrast(colour, paper)).as("o" + k + " " + colour).isGreaterThan(3);
        assertThat(contrast(colour, p.get("n" + k))).as("text on o" + k).isGreaterThan(4.5);
        for (int l = 1; l < k; l++) {
          assertThat(colour).isNotEqualTo(p.get("o" + l));
        }
      }
    }
  }

  @Property(tries = 50)
  void movesLabelsApartInOrder(
      @ForAll @Size(min = 1, max = 14) List<@DoubleRange(min = 0, max = 200) Double> wanted) {
    double[] sorted = wanted.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double[] placed = Labels.apart(sorted, 10, 0, 200);
    for (int i = 0; i < placed.length; i++) {
      assertThat(placed[i]).isBetween(-1e-9, 200 + 1e-9);
      if (i > 0) {
        assertThat(placed[i] - placed[i - 1]).isGreaterThan(10 - 1e-9);
      }
    }
  }
}
