package org.omicroutes.formats;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.omicroutes.cohort.DataException;
import org.omicroutes.formats.Samplesheet.Row;

/**
 * Several samplesheets as one: each patient's layers from whichever sheet has them.
 *
 * <p>Where two sheets have the same layer of a patient, the later one counts: of a matrix the other
 * samples are named, a MAF is copied without the patient, a file of one sample is left out.
 * Clinical tables are joined ({@link JoinedClinical}). Of helper files such as {@code gtf} the
 * latest of each format counts.
 */
public final class JoinedSamplesheet {
  /** The file's name in its folder. */
  public static final String FILE = "samplesheet.csv";

  private final Path folder;
  private final List<Part> parts;
  private final String patientColumn;
  private final List<String> notes = new ArrayList<>();
  private final List<List<Row>> rows = new ArrayList<>();
  private int copies;

  /**
   * A sheet to be joined.
   *
   * @param name by which it is told of
   * @param patientColumn of its clinical table; null: it is recognised
   */
  public record Part(String name, Samplesheet sheet, String patientColumn) {}

  /**
   * @param file the joined sheet, with absolute paths
   * @param notes what counted where sheets differ, without names of patients
   */
  public record Joined(Path file, List<String> notes) {}

  private JoinedSamplesheet(List<Part> parts, String patientColumn, Path folder) {
    this.parts = parts;
    this.patientColumn = patientColumn;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Writes the joined sheet and what it needs.
   *
   * @param parts the latest last
   * @param patientColumn what a joined clinical table calls the column of patients; null: a name
   *     that is recognised
   * @param folder is there and is nobody else's
   * @throws DataException where sheets contradict each other
   */
  public static Joined write(List<Part> parts, String patientColumn, Path folder)
      throws IOException {
    return new JoinedSamplesheet(parts, patientColumn, folder).write();
  }

  private Joined write() throws IOException {
    requireOneKind();
    Set<String> known = new HashSet<>();
    Map<Part, ClinicalTable> tables = new LinkedHashMap<>();
    for (Part part : parts) {
      Optional<Row> row = ClinicalTable.row(part.sheet);
      if (row.isPresent()) {
        ClinicalTable table = ClinicalTable.read(row.get().path(), part.patientColumn);
        tables.put(part, table);
        known.addAll(table.patients());
      }
    }
    addLayers(known);
    addHelpers();
    addClinical(tables);
    Path sheet = folder.resolve(FILE);
    whole(sheet, this::print);
    return new Joined(sheet, List.copyOf(notes));
  }

  /** Writes a file. */
  private interface Writing {
    void to(Path file) throws IOException;
  }

  /** Who is killed leaves no half file. */
  private static void whole(Path file, Writing writing) throws IOException {
    Path begun = file.resolveSibling(".omicroutes-" + UUID.randomUUID() + file.getFileName());
    try {
      writing.to(begun);
      Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  /** Told here, where it is known whose file it is. */
  private void requireOneKind() {
    Map<String, Row> first = new HashMap<>();
    Map<String, Part> from = new HashMap<>();
    for (Part part : parts) {
      for (Row row : part.sheet.rows()) {
        if (!LayerReaders.formats().contains(row.format())) {
          continue;
        }
        Row before = first.putIfAbsent(row.layer(), row);
        from.putIfAbsent(row.layer(), part);
        if (before != null && !kind(before).equals(kind(row))) {
          throw part.sheet
              .at(row)
              .column("format")
              .error(
                  "'" + row.format() + "' (" + kind(row) + ") in layer '" + row.layer() + "'",
                  "a format of "
                      + kind(before)
                      + ", as in line "
                      + before.line()
                      + " of "
                      + from.get(row.layer()).sheet.file());
        }
      }
    }
  }

  private static String kind(Row row) {
    return LayerReaders.kind(row.format()).name().toLowerCase(Locale.ROOT);
  }

  /** From the latest sheet on: what it has of a patient is not taken from those before. */
  private void addLayers(Set<String> known) throws IOException {
    Map<String, Map<String, Part>> holders = new HashMap<>();
    for (int p = parts.size() - 1; p >= 0; p--) {
      Part part = parts.get(p);
      List<Row> kept = new ArrayList<>();
      Map<String, Set<String>> own = new HashMap<>();
      Map<String, Set<String>> left = new TreeMap<>();
      for (Row row : part.sheet.rows()) {
        Optional<RowSamples> samples = RowSamples.of(row, known);
        if (samples.isPresent()) {
          var later = holders.getOrDefault(row.layer(), Map.of()).keySet();
          kept.addAll(without(samples.get(), later));
          Set<String> patients = samples.get().patients();
          own.computeIfAbsent(row.layer(), layer -> new HashSet<>()).addAll(patients);
          Set<String> twice = new HashSet<>(patients);
          twice.retainAll(later);
          left.computeIfAbsent(row.layer(), layer -> new HashSet<>()).addAll(twice);
        } else if (LayerReaders.formats().contains(row.format())) {
          kept.add(absolute(row));
        }
      }
      note(part, left, holders);
      own.forEach(
          (layer, patients) -> {
            var held = holders.computeIfAbsent(layer, l -> new HashMap<>());
            patients.forEach(patient -> held.putIfAbsent(patient, part));
          });
      rows.add(0, kept);
    }
  }

  private void note(
      Part part, Map<String, Set<String>> left, Map<String, Map<String, Part>> holders) {
    left.forEach(
        (layer, patients) -> {
          Map<String, Integer> from = new TreeMap<>();
          patients.forEach(p -> from.merge(holders.get(layer).get(p).name, 1, Integer::sum));
          from.forEach(
              (name, number) ->
                  notes.add(
                      layer
                          + " of "
                          + number
                          + (number == 1 ? " patient" : " patients")
                          + " is taken from "
                          + name
                          + " and not from "
                          + part.name
                          + ", which is earlier"));
        });
  }

  /** The rows that read what a row reads, but for some patients. */
  private List<Row> without(RowSamples samples, Set<String> patients) throws IOException {
    Row row = absolute(samples.row());
    List<String> kept =
        samples.patientOf().entrySet().stream()
            .filter(entry -> !patients.contains(entry.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (kept.size() == samples.patientOf().size()) {
      return List.of(row);
    }
    if (kept.isEmpty()) {
      return List.of();
    }
    if (row.format().equals("maf")) {
      Set<String> gone = new LinkedHashSet<>(samples.patientOf().keySet());
      gone.removeAll(kept);
      Path copy = folder.resolve(++copies + "-" + row.path().getFileName());
      whole(copy, file -> MafMutations.copyWithout(row.path(), gone, file));
      return List.of(with(row, copy, null));
    }
    return kept.stream().map(sample -> with(row, row.path(), sample)).toList();
  }

  private static Row with(Row row, Path path, String sample) {
    return new Row(row.layer(), row.format(), path, sample, row.patient(), row.batch(), row.line());
  }

  private static Row absolute(Row row) {
    return with(row, row.path().toAbsolutePath().normalize(), row.sample());
  }

  private void addHelpers() throws IOException {
    for (String format : LayerReaders.HELPERS.stream().sorted().toList()) {
      int last = -1;
      for (int p = 0; p < parts.size(); p++) {
        if (!helpers(p, format).isEmpty()) {
          last = p;
        }
      }
      for (int p = 0; p < last; p++) {
        if (!helpers(p, format).isEmpty()
            && !sameFiles(helpers(p, format), helpers(last, format))) {
          notes.add(
              "the "
                  + format
                  + " of "
                  + parts.get(last).name
                  + " counts, not "
                  + parts.get(p).name
                  + "'s");
        }
      }
      if (last >= 0) {
        helpers(last, format).forEach(row -> rows.get(rows.size() - 1).add(absolute(row)));
      }
    }
  }

  private List<Row> helpers(int part, String format) {
    return parts.get(part).sheet.rows().stream()
        .filter(row -> row.format().equals(format))
        .toList();
  }

  private static boolean sameFiles(List<Row> some, List<Row> others) throws IOException {
    if (some.size() != others.size()) {
      return false;
    }
    for (int r = 0; r < some.size(); r++) {
      if (Files.mismatch(some.get(r).path(), others.get(r).path()) >= 0) {
        return false;
      }
    }
    return true;
  }

  private void addClinical(Map<Part, ClinicalTable> tables) throws IOException {
    List<Row> last = rows.get(rows.size() - 1);
    if (tables.size() == 1) {
      Part part = tables.keySet().iterator().next();
      ClinicalTable.row(part.sheet).ifPresent(row -> last.add(absolute(row)));
    }
    if (tables.size() < 2) {
      return;
    }
    JoinedClinical joined = new JoinedClinical(patientColumn);
    for (Map.Entry<Part, ClinicalTable> table : tables.entrySet()) {
      Map<String, Integer> before = Map.copyOf(joined.replaced());
      joined.add(table.getValue());
      joined
          .replaced()
          .forEach(
              (column, number) -> {
                int here = number - before.getOrDefault(column, 0);
                if (here > 0) {
                  notes.add(
                      column
                          + " of "
                          + here
                          + (here == 1 ? " patient" : " patients")
                          + " is taken from "
                          + table.getKey().name
                          + ", the later one");
                }
              });
    }
    Path file = folder.resolve("clinical.csv");
    whole(file, joined::write);
    last.add(new Row(LayerReaders.CLINICAL, LayerReaders.CLINICAL, file, null, null, null, 0));
  }

  private void print(Path file) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file);
        CSVPrinter csv =
            new CSVPrinter(out, CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get())) {
      csv.printRecord("layer", "format", "path", "sample", "patient", "batch");
      for (List<Row> part : rows) {
        for (Row row : part) {
          csv.printRecord(
              row.layer(), row.format(), row.path(), row.sample(), row.patient(), row.batch());
        }
      }
    }
  }
}
