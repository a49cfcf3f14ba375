package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/**
 * Which columns of a clinical table are time, event, covariates and batch.
 *
 * @param time null where the table has none
 * @param event null where the table has none
 * @param batch null where the table has none
 * @param covariates in the order in which they are written
 * @param notes what was decided and the user should know
 */
record ClinicalColumns(
    String time, String event, String batch, List<String> covariates, List<String> notes) {
  private static final List<String> TIMES =
      List.of(
          "OS.time",
          "time",
          "days",
          "os_time",
          "survival_time",
          "os_days",
          "survival_days",
          "time_days",
          "futime",
          "os_months",
          "months");
  private static final List<String> EVENTS =
      List.of(
          "OS",
          "event",
          "status",
          "os_event",
          "os_status",
          "death",
          "dead",
          "died",
          "fustat",
          "vital_status");
  private static final List<String> BATCHES = List.of("BatchId", "batch", "batch_id");

  /**
   * Outcomes, and what is known only after follow-up: to train on them is to peek. OS, PFI, DSS and
   * DFI with their times and .cr variants are those of the TCGA-CDR.
   */
  private static final Pattern OUTCOME =
      Pattern.compile(
          "(OS|PFI|DSS|DFI|PFS|DFS|RFS|EFS)([._ ]?(TIME|DAYS|MONTHS|STATUS|EVENT|CR|1|2))*"
              + "|VITAL_STATUS|DAYS_TO_(DEATH|LAST_FOLLOW_?UP)|DEATH_DAYS_TO|LAST_CONTACT_DAYS_TO"
              + "|CAUSE_OF_DEATH|TUMOR_STATUS|TREATMENT_OUTCOME.*|NEW_TUMOR_EVENT.*",
          Pattern.CASE_INSENSITIVE);

  /** What the TCGA-CDR says of a patient at diagnosis, beside {@link #tcgaCdr}. */
  private static final List<String> TCGA_CDR_MORE =
      List.of(
          "race",
          "clinical_stage",
          "histological_type",
          "initial_pathologic_dx_year",
          "menopause_status",
          "margin_status",
          "residual_tumor");

  private static final double MOSTLY = 0.5;
  private static final int FEW_VALUES = 10;

  /** Whether a column tells of the outcome and so can be no feature. */
  static boolean isOutcome(String column) {
    return OUTCOME.matcher(column).matches();
  }

  /** Whether a column may be the time or the event, or tells of the outcome otherwise. */
  static boolean mayTellOutcome(String column) {
    return isOutcome(column)
        || TIMES.stream().anyMatch(column::equalsIgnoreCase)
        || EVENTS.stream().anyMatch(column::equalsIgnoreCase);
  }

  /** What the user chose; null or empty: find it. */
  record Wanted(String time, String event, List<String> covariates, String batch) {}

  /** Chooses columns: those that are wanted, the TCGA-CDR's, or those with usual names. */
  static ClinicalColumns choose(ClinicalTable table, Wanted wanted) {
    String time = named(table, wanted.time(), "time-column", TIMES);
    String event = named(table, wanted.event(), "event-column", EVENTS);
    if (time != null && time.equals(event)) {
      event = null;
    }
    String batch = named(table, wanted.batch(), "batch-column", BATCHES);
    Set<String> taken = new HashSet<>();
    taken.add(time);
    taken.add(event);
    taken.add(batch);
    List<String> notes = new ArrayList<>();
    List<String> covariates;
    if (!wanted.covariates().isEmpty()) {
      covariates = wanted.covariates();
      covariates.forEach(column -> table.require(column, "covariates"));
    } else if (isTcgaCdr(table)) {
      covariates = tcgaCdr(table, notes);
    } else {
      covariates = others(table, taken, notes);
    }
    for (String column : covariates) {
      if (column.equals(time) || column.equals(event)) {
        throw new IllegalArgumentException(
            "covariates: found " + column + ", expected no column of the outcome");
      }
    }
    return new ClinicalColumns(time, event, batch, List.copyOf(covariates), notes);
  }

  private static String named(
      ClinicalTable table, String wanted, String option, List<String> usual) {
    return wanted != null ? table.require(wanted, option) : table.find(usual);
  }

  static boolean isTcgaCdr(ClinicalTable table) {
    return table.columnNames().containsAll(List.of("OS", "OS.time"));
  }

  private static List<String> tcgaCdr(ClinicalTable table, List<String> notes) {
    List<String> covariates = new ArrayList<>();
    addIfFilled(table, "age_at_initial_pathologic_diagnosis", covariates, notes);
    addIfFilled(table, "gender", covariates, notes);
    if (!addIfFilled(table, "ajcc_pathologic_tumor_stage", covariates, notes)) {
      addIfFilled(table, "clinical_stage", covariates, notes);
    }
    addIfFilled(table, "histological_grade", covariates, notes);
    return covariates;
  }

  /**
   * The covariates and, where they were chosen from a TCGA-CDR table, what else it says of a
   * patient at diagnosis, if at most half is missing; in other tables the covariates.
   *
   * @param wanted whether the user named the covariates
   * @param notes gets what was left out
   */
  List<String> richCovariates(ClinicalTable table, boolean wanted, List<String> notes) {
    List<String> rich = new ArrayList<>(covariates);
    if (!wanted && isTcgaCdr(table)) {
      for (String column : TCGA_CDR_MORE) {
        if (!rich.contains(column)) {
          addIfFilled(table, column, rich, notes);
        }
      }
    }
    return List.copyOf(rich);
  }

  private static boolean addIfFilled(
      ClinicalTable table, String column, List<String> covariates, List<String> notes) {
    if (!table.columnNames().contains(column)) {
      return false;
    }
    double missing = table.missingShare(column);
    if (missing > MOSTLY) {
      notes.add(
          String.format(Locale.ROOT, "%s: no covariate, %.0f %% missing", column, 100 * missing));
      return false;
    }
    return covariates.add(column);
  }

  private static List<String> others(ClinicalTable table, Set<String> taken, List<String> notes) {
    List<String> covariates = new ArrayList<>();
    for (String column : table.columnNames()) {
      if (taken.contains(column)) {
        continue;
      }
      if (isOutcome(column)) {
        notes.add(column + ": no covariate, an outcome");
      } else if (table.missingShare(column) == 1) {
        notes.add(column + ": no covariate, all missing");
      } else if (isLabel(table.column(column))) {
        notes.add(column + ": no covariate, another word for every patient");
      } else {
        covariates.add(column);
      }
    }
    return covariates;
  }

  /** Text with a different value for every patient: a name, not a variable. */
  private static boolean isLabel(List<String> values) {
    List<String> present = values.stream().filter(v -> v != null).toList();
    return present.size() > FEW_VALUES
        && present.stream().distinct().count() == present.size()
        && present.stream().noneMatch(ClinicalColumns::isNumber);
  }

  private static boolean isNumber(String value) {
    try {
      Double.parseDouble(value);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The error for a table whose outcome was not recognised. */
  DataException noOutcome(ClinicalTable table) {
    return DataException.in(table.file())
        .line(1)
        .error(
            "columns " + table.columnNames(),
            "OS and OS.time (TCGA-CDR) or time and event; or name them with --time-column and"
                + " --event-column");
  }
}
