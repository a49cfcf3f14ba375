package org.omicroutes.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A cohort of forty patients with a mutation layer, and parameters with which its run takes
 * seconds. As a drop it lacks only the marker that makes it complete.
 */
public final class SmallCohort {
  private static final int PATIENTS = 40;
  private static final int GENES = 12;

  private SmallCohort() {}

  /** Writes it. */
  public static Path write(Path folder) throws IOException {
    write(folder, 0, List.of());
    return folder;
  }

  /**
   * Writes it without the mutations of the first patients, which others bring.
   *
   * @param without how many
   * @param rows of the samplesheet beside its own
   * @return the samplesheet
   */
  static Path write(Path folder, int without, List<String> rows) throws IOException {
    Files.createDirectories(folder);
    List<String> clinical = Files.readAllLines(Path.of("test-data/cohort/clinical.csv"));
    Files.write(folder.resolve("clinical.csv"), clinical.subList(0, PATIENTS + 1));
    Files.write(folder.resolve("genes.tsv"), genes(patients().subList(without, PATIENTS)));
    Files.writeString(
        folder.resolve("network.tsv"), "gene1\tgene2\tweight\nG0\tG1\t1\nG1\tEVERYWHERE\t1\n");
    Files.writeString(
        folder.resolve("prognosis.properties"), "folds=2\nfeatures=10\nfactors=2\nmodel=cox\n");
    List<String> sheet = new ArrayList<>(List.of("layer,format,path,sample,patient,batch"));
    sheet.add("clinical,clinical,clinical.csv,,,");
    sheet.add("mutation,binary,genes.tsv,,,");
    sheet.addAll(rows);
    return Files.write(folder.resolve("samplesheet.csv"), sheet);
  }

  /** Their ids. */
  static List<String> patients() throws IOException {
    return Files.readAllLines(Path.of("test-data/cohort/clinical.csv")).stream()
        .skip(1)
        .limit(PATIENTS)
        .map(line -> line.split(",")[0])
        .toList();
  }

  private static List<String> genes(List<String> patients) {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>(List.of("gene\t" + String.join("\t", patients)));
    for (int gene = 0; gene <= GENES; gene++) {
      StringBuilder line = new StringBuilder(gene == GENES ? "EVERYWHERE" : "G" + gene);
      patients.forEach(patient -> line.append('\t').append(random.nextInt(2)));
      lines.add(line.toString());
    }
    return lines;
  }
}
