package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

class ReadLimitsTest {
  private static final ReadLimits SMALL = new ReadLimits(250, 1 << 20, 10_000, 100);

  @TempDir Path dir;

  private Path gzip(String name, byte[] piece, int times) throws IOException {
    Path file = dir.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < times; i++) {
        out.write(piece);
      }
    }
    return file;
  }

  private static void readAll(Path file, ReadLimits limits) throws IOException {
    try (var in = TextFiles.lines(file, limits)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static byte[] lines(int bytes) {
    byte[] piece = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      piece[i] = (byte) (i % 100 == 99 ? '\n' : '0');
    }
    return piece;
  }

  @Test
  void gzipThatGrowsOutOfProportionIsRefused() throws IOException {
    Path bomb = gzip("bomb.tsv.gz", lines(1 << 20), 20);
    assertThat(bomb).satisfies(file -> assertThat(Files.size(file)).isLessThan(1 << 17));
    assertThatThrownBy(() -> readAll(bomb, SMALL))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bomb.tsv.gz: found gzip that grows more than 250-fold (");
    assertThatCode(() -> readAll(bomb, new ReadLimits(2000, 1, 10_000, 1)))
        .doesNotThrowAnyException();
  }

  /** The limits of the program: 400 MB out of 400 kB, with a line that would not end. */
  @Test
  void aBombOfOneLineIsRefusedBeforeItFillsTheMemory() throws IOException {
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) '0');
    Path bomb = gzip("bomb.tsv.gz", piece, 400);
    assertThatThrownBy(() -> MatrixFiles.read(bomb))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "bomb.tsv.gz", "a line or quoted cell of more than 134217728 bytes");
  }

  @Test
  void tablesThatCompressWellAreRead() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 20_000; row++) {
      text.append("GENE").append(row);
      for (int sample = 0; sample < 60; sample++) {
        text.append('\t').append(random.nextInt(100) == 0 ? 1 : 0);
      }
      text.append('\n');
    }
    Path sparse = gzip("sparse.tsv.gz", text.toString().getBytes(), 4);
    assertThatCode(() -> readAll(sparse, SMALL)).doesNotThrowAnyException();
  }

  @Test
  void aLineHasALength() throws IOException {
    Path fine = Files.writeString(dir.resolve("fine"), ("x".repeat(9_000) + "\n").repeat(50));
    assertThatCode(() -> readAll(fine, SMALL)).doesNotThrowAnyException();
    Path endless = Files.writeString(dir.resolve("endless"), "a\nb\n" + "x".repeat(100_000));
    assertThatThrownBy(() -> readAll(endless, SMALL))
        .hasMessageContaining("endless: found a line or quoted cell of more than 10000 bytes");
  }

  private Path table(int columns, int rows, String first, IntFunction<String> cell)
      throws IOException {
    StringBuilder text = new StringBuilder(first);
    for (int c = 0; c < columns; c++) {
      text.append('\t').append('c').append(c);
    }
    for (int r = 0; r < rows; r++) {
      text.append("\nr").append(r).append('\t');
      text.append(IntStream.range(0, columns).mapToObj(cell).collect(Collectors.joining("\t")));
    }
    return Files.writeString(dir.resolve("wide.tsv"), text.append('\n'));
  }

  @Test
  void aMatrixMayBeWideATableOfTextMayNot() throws IOException {
    LabelledMatrix matrix = MatrixFiles.read(table(100_000, 3, "feature", c -> "" + c % 7));
    assertThat(matrix.sampleCount()).isEqualTo(100_000);
    assertThat(matrix.at(2, 99_999)).isEqualTo(99_999 % 7);

    Path clinical = table(100_000, 3, "sample", c -> "x");
    String message =
        "wide.tsv, line 1: found 100001 columns; expected 20000 at most;"
            + " a larger OMICROUTES_LIMITS_TEXT_COLUMNS where there are more";
    assertThatThrownBy(() -> TableFiles.readSamples(clinical))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(message);
    assertThatThrownBy(() -> ClinicalTable.read(clinical, null))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(message);
  }

  @Test
  void aMatrixFitsIntoTheMemory() {
    var at = DataException.in("m.tsv").line(900);
    assertThatCode(() -> ReadLimits.checkMemory(at, 500, 100_000, 1L << 30))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> ReadLimits.checkMemory(at, 900, 100_000, 1L << 30))
        .hasMessage(
            "m.tsv, line 900: found a matrix of 100000 columns and at least 900 rows; expected one"
                + " that fits into 1024 MB of memory; more with OMICROUTES_MEMORY");
  }
}
