package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.omicroutes.cohort.SampleTable;
import org.omicroutes.harmonize.ClinicalOrdinals;

/** The subgroups that patients are in by their clinical variables. */
final class StudyAttributes {
  /** Attributes by the names of columns that hold them, in the order of print. */
  private static final Map<String, Pattern> COLUMNS = columns();

  private static final List<String> STAGES = List.of("0", "I", "II", "III", "IV");

  private StudyAttributes() {}

  private static Map<String, Pattern> columns() {
    Map<String, Pattern> columns = new LinkedHashMap<>();
    columns.put("age", Pattern.compile("age([_. ].*)?|.*[_. ]age"));
    columns.put("sex", Pattern.compile("sex|gender"));
    columns.put("race", Pattern.compile("race([_. ].*)?"));
    columns.put("stage", Pattern.compile("(.*[_. ])?stage([_. ].*)?"));
    return columns;
  }

  /**
   * @param clinical text values; null: no attributes
   * @param ageCut years
   * @return attribute to the group of each patient, null where it is not known
   */
  static Map<String, List<String>> of(SampleTable clinical, List<String> patients, double ageCut) {
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    if (clinical == null) {
      return attributes;
    }
    COLUMNS.forEach(
        (attribute, pattern) -> {
          for (String column : clinical.columnNames()) {
            if (pattern.matcher(column.toLowerCase(Locale.ROOT)).matches()) {
              List<String> groups = new ArrayList<>();
              for (String patient : patients) {
                groups.add(group(attribute, clinical.value(patient, column), ageCut));
              }
              attributes.putIfAbsent(attribute, groups);
            }
          }
        });
    return attributes;
  }

  private static String group(String attribute, String text, double ageCut) {
    if (text == null) {
      return null;
    }
    return switch (attribute) {
      case "age" -> age(text, ageCut);
      case "stage" -> {
        OptionalInt stage = ClinicalOrdinals.stage(text);
        yield stage.isEmpty() ? null : STAGES.get(stage.getAsInt());
      }
      default -> text.strip().toLowerCase(Locale.ROOT);
    };
  }

  private static String age(String text, double ageCut) {
    try {
      double years = Double.parseDouble(text);
      String cut = StudyTable.number(ageCut, 1).replaceFirst("\\.0$", "");
      return Double.isNaN(years) ? null : (years < ageCut ? "<" : ">=") + cut;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
