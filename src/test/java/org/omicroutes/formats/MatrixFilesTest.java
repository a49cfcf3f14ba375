package org.omicroutes.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

class MatrixFilesTest {
  @TempDir Path dir;

  private LabelledMatrix read(String text) throws IOException {
    return MatrixFiles.read(Files.writeString(dir.resolve("m.txt"), text));
  }

  @Test
  void numbersAreThoseThatJavaReads() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50; round++) {
      StringBuilder text = new StringBuilder("f\ts\n");
      double[] expected = new double[200];
      for (int i = 0; i < expected.length; i++) {
        String cell =
            switch (i % 5) {
              case 0 -> Double.toString(random.nextDouble());
              case 1 -> Long.toString(random.nextLong() >> random.nextInt(60));
              case 2 -> String.format("%.4f", 100 * (random.nextDouble() - 0.5));
              case 3 -> String.format("%.15f", random.nextDouble());
              default -> Double.toString(random.nextGaussian(0, 1e-9));
            };
        text.append("f" + i + "\t" + cell + "\n");
        expected[i] = Double.parseDouble(cell);
      }
      assertThat(read(text.toString()).column(0)).containsExactly(expected);
    }
    assertThat(read("f\ts\na\t-0\nb\t.5\nc\t5.\nd\t+1\n").column(0))
        .containsExactly(-0.0, 0.5, 5, 1);
  }

  @Test
  void whatIsNoNumberIsNamed() {
    for (String cell : new String[] {"-", ".", "1.2.3", "1,5", "Inf", "x", "1-2"}) {
      assertThatThrownBy(() -> read("f\ts1\ts2\na\t1\t1\nb\t1\t" + cell + "\n"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("line 3, column s2: found '" + cell + "'");
    }
  }

  @Test
  void missingIsMissing() throws IOException {
    assertThat(read("f\ta\tb\tc\td\nx\tNA\t\tNaN\t0\n").row(0))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, 0);
  }

  @Test
  void quotesCommasAndCarriageReturns() throws IOException {
    LabelledMatrix matrix =
        read("\uFEFF\"s,1\",\"say \"\"s2\"\"\"\r\n\"a\",1,\"2\"\r\n\r\n5\" end,3,4\r\n");
    assertThat(matrix.sampleIds()).containsExactly("s,1", "say \"s2\"");
    assertThat(matrix.featureIds()).containsExactly("a", "5\" end");
    assertThat(matrix.row(1)).containsExactly(3, 4);
  }

  @Test
  void aQuotedCellMayHoldALineEndAndLinesAreStillCounted() {
    assertThatThrownBy(() -> read("f,s\n\"a\nb\",1\n\nc,x\n"))
        .hasMessageContaining("line 5, column s: found 'x'");
  }

  @Test
  void brokenQuotesAreNamed() {
    assertThatThrownBy(() -> read("f,s\na,1\n\"b,2\nc,3\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("never closed");
    assertThatThrownBy(() -> read("f,s\n\"a\"b,1\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("quoted value");
  }

  @Test
  void raggedRowsAreNamed() {
    assertThatThrownBy(() -> read("f\ts1\ts2\na\t1\t1\nb\t1\n"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("2 cells");
  }
}
