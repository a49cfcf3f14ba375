package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.DelimitedReader;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.SampleIds;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Parameters;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code published-folds}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class PublishedFoldsStep implements Step<Parameters.None> {
  private static final Pattern NUMBER = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");

  private static final StepSpec<Parameters.None> SPEC =
      StepSpec.of("published-folds", "1", Parameters.None.class)
          .summary("Takes cross-validation folds from published lists of patients.")
          .details(
              """
              Each file is one split: the columns `train` and `val` list patients, one below the
              other, as the repositories of MCAT and PORPOISE have them. Fold k is the patients in
              `val` of the k-th file, by file name, numbers in names by their value; it is tested by
              models trained on all other folds. TCGA barcodes are cut to the patient.

              The splits must be a partition: a patient who is in both columns of a file or in `val`
              of two files, or who is in the cohort and in `train` but in no `val`, is an error, and
              so is a fold without any patient of the cohort. Patients of the cohort who are in no
              split get no fold, so that they are neither trained on nor tested; how many is noted,
              and so are patients whom the cohort lacks, patients without survival, and those whom
              a fold trains on though its file does not list them. Rows are sorted by id.
              """)
          .in(
              Port.many(
                  "splits", Edam.CSV, "A file for each fold, columns train, val; or their folder."))
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event (1 or 0)."))
          .in(Port.optional("patients", Edam.TEXT, "Ids of the cohort; without it, all."))
          .out(Port.one("out", Edam.TSV, "Columns sample, fold (1 to the number of files)."))
          .build();

  @Override
  public StepSpec<Parameters.None> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Parameters.None> context) throws IOException {
    SurvivalData survival = TableFiles.readSurvival(context.input("survival"));
    List<String> cohort =
        TableFiles.fitSamples(context.optionalInput("patients"), survival.sampleIds());
    if (context.optionalInput("patients").isPresent()) {
      int listed = Set.copyOf(TableFiles.readIds(context.input("patients"))).size();
      if (listed > cohort.size()) {
        context.note((listed - cohort.size()) + " listed patients have no survival: left out");
      }
    }
    List<PublishedFolds.Split> splits = new ArrayList<>();
    for (Path file : files(context.inputs("splits"))) {
      splits.add(read(file));
    }
    Map<String, Integer> folds = PublishedFolds.of(splits, cohort, context::note);
    for (int k = 1; k <= splits.size(); k++) {
      noteEvents(context, survival, folds, k);
    }
    TableFiles.writeSamples(
        context.output("out"),
        new SampleTable(
            List.copyOf(folds.keySet()),
            Map.of("fold", folds.values().stream().map(k -> Integer.toString(k)).toList())));
  }

  private static void noteEvents(
      StepContext<?> context, SurvivalData survival, Map<String, Integer> folds, int fold) {
    List<String> members = folds.keySet().stream().filter(p -> folds.get(p) == fold).toList();
    if (survival.select(members).eventCount() == 0) {
      context.note("fold " + fold + " has no event");
    }
  }

  /** The files, those of a folder where there is one, in natural order of their names. */
  private static List<Path> files(List<Path> given) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        try (Stream<Path> inside = Files.list(path)) {
          inside.filter(PublishedFoldsStep::isTable).forEach(files::add);
        }
      } else {
        files.add(path);
      }
    }
    if (files.isEmpty()) {
      throw DataException.in(given.get(0)).error("no .csv or .tsv file", "one file for each fold");
    }
    files.sort(
        Comparator.comparing((Path file) -> file.getFileName().toString(), natural())
            .thenComparing(Path::toString));
    return files;
  }

  private static boolean isTable(Path file) {
    return Files.isRegularFile(file)
        && file.getFileName().toString().matches("[^.].*\\.(csv|tsv)(\\.gz)?");
  }

  /**
   * Runs of digits by value, the rest letter by letter: {@code split_2} before {@code split_10}.
   */
  static Comparator<String> natural() {
    return (a, b) -> {
      String[] left = NUMBER.split(a);
      String[] right = NUMBER.split(b);
      for (int i = 0; i < Math.min(left.length, right.length); i++) {
        boolean numbers = isNumber(left[i]) && isNumber(right[i]);
        int order =
            numbers
                ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                : left[i].compareTo(right[i]);
        if (order != 0) {
          return order;
        }
      }
      return left.length != right.length ? left.length - right.length : a.compareTo(b);
    };
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static PublishedFolds.Split read(Path file) throws IOException {
    try (DelimitedReader in = DelimitedReader.open(file)) {
      int trainColumn = in.require("train");
      int heldOutColumn = in.require("val");
      Set<String> train = new TreeSet<>();
      Set<String> heldOut = new TreeSet<>();
      for (List<String> cells = in.next(); cells != null; cells = in.next()) {
        if (cells.size() != in.header().size()) {
          throw in.here().error(cells.size() + " cells", in.header().size() + ", as in the header");
        }
        add(cells.get(trainColumn), train);
        add(cells.get(heldOutColumn), heldOut);
      }
      return new PublishedFolds.Split(file, train, heldOut);
    }
  }

  private static void add(String cell, Set<String> patients) {
    String id = cell.strip();
    if (!MatrixFiles.isMissing(id)) {
      patients.add(SampleIds.patient(id));
    }
  }
}
