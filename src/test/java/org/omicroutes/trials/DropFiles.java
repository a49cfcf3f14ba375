package org.omicroutes.trials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * The folder of one drop and how it comes there: a samplesheet, the table of a layer, and either a
 * list of sums or the file COMPLETE at the end.
 *
 * @param folder below the watched one
 * @param contents the same number makes the same files
 * @param listed whether a list of sums says what is to be there
 * @param defect what is wrong with the files
 * @param layer of the table
 * @param patients what the names of its patients begin with
 */
record DropFiles(
    Path folder, long contents, boolean listed, Defect defect, Layer layer, String patients) {
  private static final int FEATURES = 500;
  private static final int SAMPLES = 20;
  private static final String SHEET = "samplesheet.csv";
  private static final String SUMS = "sha256sums.txt";
  private static final String MARKER = "COMPLETE";

  /** What the table holds. */
  enum Layer {
    METHYLATION("methylation,beta,", "betas.tsv") {
      @Override
      String value(Random random) {
        return String.format(Locale.ROOT, "%.4f", random.nextDouble());
      }
    },
    RNA("rna,counts,", "counts.tsv") {
      @Override
      String value(Random random) {
        return String.valueOf(random.nextInt(10_000));
      }
    };

    private final String row;
    private final String table;

    Layer(String row, String table) {
      this.row = row + table;
      this.table = table;
    }

    /** What the samplesheet says of it. */
    String row() {
      return row;
    }

    abstract String value(Random random);
  }

  /** What may be wrong with a drop, and the file that a good reason names. */
  enum Defect {
    NONE(""),
    /** A cell is no number. */
    TEXT("betas.tsv"),
    /** A beta value is above 1. */
    RANGE("betas.tsv"),
    /** A row is too short. */
    SHORT("betas.tsv"),
    /** The file is not the one of the list of sums; found where there is such a list. */
    SUM(SUMS);

    private final String named;

    Defect(String named) {
      this.named = named;
    }

    String named() {
      return named;
    }
  }

  /** The file that the route reads. */
  Path table() {
    return folder.resolve(layer.table);
  }

  /** All files; what says that all is there comes last. */
  void whole() throws IOException {
    Files.createDirectories(folder);
    sheet();
    Files.write(table(), values());
    finish();
  }

  /** The same, put there as a whole. */
  void moved() throws IOException {
    Path hidden = folder.resolveSibling("." + folder.getFileName());
    new DropFiles(hidden, contents, listed, defect, layer, patients).whole();
    Files.move(hidden, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A copy that stands still in the middle of the table. */
  void half() throws IOException {
    Files.createDirectories(folder);
    sheet();
    if (listed) {
      sums();
    }
    byte[] values = values();
    Files.write(table(), Arrays.copyOf(values, values.length / 2));
  }

  /** A copy that never came to the table. */
  void begun() throws IOException {
    Files.createDirectories(folder);
    sheet();
    if (listed) {
      sums();
    }
  }

  /** What is missing after {@link #half}. */
  void rest() throws IOException {
    byte[] values = values();
    int from = values.length / 2;
    Files.write(
        table(), Arrays.copyOfRange(values, from, values.length), StandardOpenOption.APPEND);
    finish();
  }

  private void finish() throws IOException {
    if (listed) {
      sums();
    } else {
      Files.writeString(folder.resolve(MARKER), "");
    }
  }

  private void sheet() throws IOException {
    Files.writeString(folder.resolve(SHEET), "layer,format,path\n" + layer.row() + "\n");
  }

  private void sums() throws IOException {
    String sum = Sums.sha256(defect == Defect.SUM ? new byte[0] : values());
    Files.writeString(folder.resolve(SUMS), sum + "  " + layer.table + "\n");
  }

  private byte[] values() {
    Random random = new Random(contents);
    StringBuilder text = new StringBuilder("gene");
    for (int s = 1; s <= SAMPLES; s++) {
      text.append('\t').append(patients).append(s);
    }
    int bad = FEATURES / 3;
    for (int f = 0; f < FEATURES; f++) {
      text.append("\nG").append(f);
      for (int s = 0; s < SAMPLES; s++) {
        String value = layer.value(random);
        if (f == bad && s == SAMPLES - 1 && defect == Defect.SHORT) {
          continue;
        }
        text.append('\t').append(f == bad && s == 1 ? spoiled(value) : value);
      }
    }
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private String spoiled(String value) {
    return switch (defect) {
      case TEXT -> "high";
      case RANGE -> "1.5";
      default -> value;
    };
  }
}
