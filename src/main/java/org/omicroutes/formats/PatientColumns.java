package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.LayerData.SetAside;
import org.omicroutes.formats.LayerReader.ReadOptions;
import org.omicroutes.formats.SampleIds.Sample;

/**
 * From samples to patients: one sample per patient, the others set aside with the reason.
 *
 * <p>Normals and metastases are set aside unless {@link ReadOptions} keep them; controls and cell
 * lines always. Of several samples of one patient the one with the lowest TCGA sample type stays
 * (so a primary tumour goes before a kept metastasis or normal), then the first by vial, portion
 * and aliquot in lexicographic order. Identifiers that are no TCGA barcode are patients already.
 */
public final class PatientColumns {
  private static final int EXAMPLES = 5;
  private static final Comparator<Sample> PREFERENCE =
      Comparator.comparingInt(Sample::type).thenComparing(Sample::rest).thenComparing(Sample::id);

  private PatientColumns() {}

  /**
   * A matrix over patients.
   *
   * @param matrix features × patients, in the order in which the kept samples stood
   * @param setAside what was left out
   */
  public record Columns(LabelledMatrix matrix, List<SetAside> setAside) {}

  /**
   * Which samples stand for which patients.
   *
   * @param sampleOf patient to the id of its kept sample, in the order of the samples
   * @param setAside what was left out
   */
  public record Choice(Map<String, String> sampleOf, List<SetAside> setAside) {}

  /** The matrix of one sample per patient, its columns renamed to patients. */
  public static Columns of(LabelledMatrix samples, ReadOptions options) {
    return of(samples, Map.of(), options);
  }

  /**
   * As {@link #of(LabelledMatrix, ReadOptions)}, where a samplesheet says whose some samples are.
   *
   * @param patientOf sample to patient, going before what the sample's id says
   */
  public static Columns of(
      LabelledMatrix samples, Map<String, String> patientOf, ReadOptions options) {
    Choice choice = choose(samples.sampleIds(), patientOf, options);
    int[] from = choice.sampleOf().values().stream().mapToInt(samples::sampleIndex).toArray();
    double[][] rows = new double[samples.featureCount()][from.length];
    for (int f = 0; f < rows.length; f++) {
      for (int s = 0; s < from.length; s++) {
        rows[f][s] = samples.at(f, from[s]);
      }
    }
    LabelledMatrix patients =
        LabelledMatrix.of(samples.featureIds(), List.copyOf(choice.sampleOf().keySet()), rows);
    return new Columns(patients, choice.setAside());
  }

  /** Chooses among samples; an id that is there twice counts once. */
  public static Choice choose(List<String> sampleIds, ReadOptions options) {
    return choose(sampleIds, Map.of(), options);
  }

  /** As {@link #choose(List, ReadOptions)}, where a samplesheet says whose some samples are. */
  public static Choice choose(
      List<String> sampleIds, Map<String, String> patientOf, ReadOptions options) {
    Reasons reasons = new Reasons();
    Map<String, Sample> best = new HashMap<>();
    List<Sample> candidates = new ArrayList<>();
    for (String id : sampleIds.stream().distinct().toList()) {
      Sample sample = withPatient(SampleIds.parse(id), patientOf.get(id));
      String reason = exclusion(sample, options);
      if (reason != null) {
        reasons.add(reason, id);
      } else {
        candidates.add(sample);
        best.merge(sample.patient(), sample, (a, b) -> PREFERENCE.compare(a, b) <= 0 ? a : b);
      }
    }
    Map<String, String> sampleOf = new LinkedHashMap<>();
    for (Sample sample : candidates) {
      if (best.get(sample.patient()) == sample) {
        sampleOf.put(sample.patient(), sample.id());
      } else {
        reasons.add("another sample of the same patient was kept", sample.id());
      }
    }
    return new Choice(sampleOf, reasons.list());
  }

  private static Sample withPatient(Sample sample, String patient) {
    return patient == null
        ? sample
        : new Sample(sample.id(), SampleIds.patient(patient), sample.type(), sample.rest());
  }

  /** Why a sample is not a candidate, or null. */
  private static String exclusion(Sample sample, ReadOptions options) {
    return switch (sample.tissue()) {
      case TUMOUR -> null;
      case METASTASIS -> options.keepMetastases() ? null : "a metastasis (sample type 06 or 07)";
      case NORMAL -> options.keepNormals() ? null : "normal tissue (sample type 10 to 19)";
      case CONTROL -> "a control, cell line or xenograft (sample type 20 and above)";
    };
  }

  /** Collects what is set aside by reason, in the order in which the reasons came up. */
  public static final class Reasons {
    private final Map<String, List<String>> examples = new LinkedHashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    /** One more thing left out. */
    public void add(String reason, String example) {
      counts.merge(reason, 1L, Long::sum);
      List<String> few = examples.computeIfAbsent(reason, r -> new ArrayList<>());
      if (few.size() < EXAMPLES) {
        few.add(example);
      }
    }

    /** What was collected. */
    public List<SetAside> list() {
      return examples.entrySet().stream()
          .map(e -> new SetAside(e.getKey(), counts.get(e.getKey()), List.copyOf(e.getValue())))
          .toList();
    }
  }
}
