package org.omicroutes.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;

class ComparisonTest {
  @TempDir Path dir;
  private Path a;
  private Path b;

  @BeforeEach
  void folders() throws IOException {
    a = Files.createDirectories(dir.resolve("a"));
    b = Files.createDirectories(dir.resolve("b"));
  }

  private void write(String name, String inA, String inB) throws IOException {
    write(a.resolve(name), inA);
    write(b.resolve(name), inB);
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    if (!file.toString().endsWith(".gz")) {
      Files.writeString(file, text);
      return;
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<String> differences(String... tolerances) throws IOException {
    return compare(tolerances).kept().stream().map(Difference::line).toList();
  }

  private Differences compare(String... tolerances) throws IOException {
    return new Comparison(new Tolerances(List.of(tolerances), List.of()), 20).of(a, b);
  }

  @Test
  void numbersMayDifferByTheToleranceAndIdsMayNot() throws IOException {
    write(
        "t.tsv",
        "id\tx\ty\ng1\t1.0\t2\ng2\t100\tNaN\n",
        "id\tx\ty\ng1\t1\t2.5\ng2\t100.00001\tNaN\n");
    assertThat(differences())
        .containsExactly("t.tsv\tg1\ty\t2\t2.5", "t.tsv\tg2\tx\t100\t100.00001");
    assertThat(differences("1e-6")).containsExactly("t.tsv\tg1\ty\t2\t2.5");
    assertThat(differences("0/0.5")).isEmpty();
    assertThat(differences("0", "*.tsv=0.3/0")).isEmpty();
    assertThat(differences("0.3", "t.tsv=0")).hasSize(2);
    write("t.tsv", "1\tx\n1.0\t2\n", "1.0\tx\n1\t2\n");
    assertThat(differences("1")).containsExactly("t.tsv\theader\tcolumn 1\t1\t1.0");
  }

  @Test
  void rowsAreMatchedByTheirIds() throws IOException {
    write("t.csv", "id,x\na,1\nb,2\nc,\"3,0\"\nd,4\n", "id,x\na,1\nc,\"3,1\"\nd,4\nb,2\ne,5\n");
    assertThat(differences())
        .containsExactly(
            "t.csv\tc\tx\t3,0\t3,1",
            "t.csv\te\t-\t(missing)\ta row",
            "t.csv\torder of rows\t-\tb\tc");
  }

  @Test
  void gzipIsComparedByWhatIsInIt() throws IOException {
    write(a.resolve("t.tsv.gz"), "id\tx\na\t1\n");
    try (OutputStream out = Files.newOutputStream(b.resolve("t.tsv.gz"));
        GZIPOutputStream first = new GZIPOutputStream(out)) {
      first.write("id\tx\n".getBytes(StandardCharsets.UTF_8));
      first.finish();
      try (GZIPOutputStream second = new GZIPOutputStream(out)) {
        second.write("a\t1.0\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(compare("0").isEmpty()).isTrue();
    write(b.resolve("t.tsv.gz"), "id\tx\na\t2\n");
    assertThat(differences()).containsExactly("t.tsv.gz\ta\tx\t1\t2");
  }

  @Test
  void jsonIsComparedByStructure() throws IOException {
    write(
        "m.json",
        "{\"a\": [1, 2.0, {\"b\": \"x\"}], \"c\": null}",
        "{\"c\": null, \"a\": [1.0, 2.1, {\"b\": \"y\"}, 3]}");
    assertThat(differences())
        .containsExactly(
            "m.json\t/a/1\t-\t2.0\t2.1",
            "m.json\t/a/2/b\t-\t\"x\"\t\"y\"",
            "m.json\t/a/3\t-\t(missing)\t3");
  }

  @Test
  void textMayDifferInNumbersOnly() throws IOException {
    write("f.svg", "<path d=\"M1.5,2\"/>\n<g/>\n", "<path d=\"M1.50001,2\"/>\n<g/>\n");
    assertThat(differences("1e-4")).isEmpty();
    assertThat(differences())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("f.svg\tline 1\tcharacter 11");
    write("f.svg", "<g/>\n", "<a/>\n");
    assertThat(differences("1")).hasSize(1);
  }

  @Test
  void saysWhichFilesAreMissingAndWhatMayDiffer() throws IOException {
    write(a.resolve("only/a.tsv"), "x\n");
    write(b.resolve("b.tsv"), "x\n");
    write("figure.png", "1", "2");
    write("logs/run.log", "1", "2");
    write(".omicroutes/history.jsonl", "1", "2");
    write("blob.bin", "a\0b", "a\0c");
    Differences found = compare();
    assertThat(found.kept().stream().map(Difference::line))
        .containsExactly(
            "b.tsv\t-\t-\t(missing)\ta file",
            "blob.bin\tbyte 2\t-\t3 bytes\t3 bytes",
            "only/a.tsv\t-\t-\ta file\t(missing)");
    assertThat(found.notes()).hasSize(2).anyMatch(note -> note.startsWith("figure.png: pictures"));
  }

  @Test
  void manyDifferencesAreCountedAndFewKept() throws IOException {
    StringBuilder one = new StringBuilder("id\tx\n");
    StringBuilder two = new StringBuilder("id\tx\n");
    for (int i = 0; i < 100; i++) {
      one.append("g").append(i).append("\t1\n");
      two.append("g").append(i).append("\t2\n");
    }
    write("t.tsv", one.toString(), two.toString());
    Differences found = compare();
    assertThat(found.kept()).hasSize(20);
    assertThat(found.counts()).containsEntry("t.tsv", 100);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    assertThatThrownBy(() -> compareWith(dir.resolve("none")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no such file or folder");
    assertThatThrownBy(() -> compare("much"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'much', expected a number, or RELATIVE/ABSOLUTE");
    assertThatThrownBy(() -> compare("-1")).hasMessageContaining("at least 0");
  }

  private void compareWith(Path other) throws IOException {
    new Comparison(new Tolerances(List.of(), List.of()), 20).of(a, other);
  }
}
