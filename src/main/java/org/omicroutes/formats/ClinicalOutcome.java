package org.omicroutes.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;

/** Overall survival (or another right-censored outcome) from two columns of a clinical table. */
final class ClinicalOutcome {
  private static final double DAYS_PER_YEAR = 365.25;

  private ClinicalOutcome() {}

  /**
   * The patients with an outcome. A time of 0 or less, a missing time or a missing event sets the
   * patient aside. Times are days; a column whose name says months or years is converted (365.25
   * days a year).
   *
   * @throws DataException where a time is no number, an event is neither yes nor no, nobody has an
   *     outcome, or all are censored
   */
  static SurvivalData read(
      ClinicalTable table, ClinicalColumns columns, PatientColumns.Reasons setAside) {
    List<String> patients = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    List<Boolean> events = new ArrayList<>();
    double unit = daysPerUnit(columns.time());
    for (int i = 0; i < table.patients().size(); i++) {
      String time = table.column(columns.time()).get(i);
      String event = table.column(columns.event()).get(i);
      String patient = table.patients().get(i);
      double days = time == null ? Double.NaN : unit * number(table.at(i, columns.time()), time);
      boolean seen = event != null && event(table.at(i, columns.event()), event);
      if (time == null) {
        setAside.add("a patient without a survival time", patient);
      } else if (days <= 0) {
        setAside.add("a patient with a survival time of 0 days or less", patient);
      } else if (event == null) {
        setAside.add("a patient without a survival status", patient);
      } else {
        patients.add(patient);
        times.add(days);
        events.add(seen);
      }
    }
    return checked(table, columns, patients, times, events);
  }

  private static SurvivalData checked(
      ClinicalTable table,
      ClinicalColumns columns,
      List<String> patients,
      List<Double> times,
      List<Boolean> events) {
    if (patients.isEmpty()) {
      throw DataException.in(table.file())
          .column(columns.time())
          .error("no patient with a time > 0 and a status", "patients with an outcome");
    }
    if (!events.contains(true)) {
      throw DataException.in(table.file())
          .column(columns.event())
          .error(
              "no event among " + patients.size() + " patients (all are censored)",
              "at least one event");
    }
    boolean[] seen = new boolean[events.size()];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = events.get(i);
    }
    return new SurvivalData(
        patients, times.stream().mapToDouble(Double::doubleValue).toArray(), seen);
  }

  /** Days in a unit of the time column, told by its name. */
  static double daysPerUnit(String timeColumn) {
    String name = timeColumn.toLowerCase(Locale.ROOT);
    if (name.contains("month")) {
      return DAYS_PER_YEAR / 12;
    }
    return name.contains("year") ? DAYS_PER_YEAR : 1;
  }

  private static double number(DataException.At at, String cell) {
    try {
      double value = Double.parseDouble(cell);
      if (!Double.isFinite(value)) {
        throw new NumberFormatException(cell);
      }
      return value;
    } catch (NumberFormatException e) {
      throw at.error("'" + cell + "'", "a number (the survival time)", e);
    }
  }

  private static boolean event(DataException.At at, String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "1", "1.0", "true", "yes", "dead", "deceased", "1:deceased" -> true;
      case "0", "0.0", "false", "no", "alive", "living", "censored", "0:living" -> false;
      default -> throw at.error("'" + cell + "'", "1 (event) or 0 (censored)");
    };
  }
}
