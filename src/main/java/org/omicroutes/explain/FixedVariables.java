package org.omicroutes.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.omicroutes.models.Modality;

/**
 * What cannot change about a patient, told by names: an entry fixes the modality or the variable of
 * that name, and every clinical variable with it as a word ({@code age} fixes {@code
 * age_at_diagnosis} and {@code ageAtDiagnosis}, not {@code stage}). Capitals do not matter in
 * words.
 */
final class FixedVariables {
  static final String DEFAULT =
      "age,birth,sex,gender,race,ethnicity,ancestry,country,year,menopause,history,family";

  private final Set<String> names;
  private final Set<String> words;

  FixedVariables(List<String> entries) {
    names = Set.copyOf(entries);
    words = entries.stream().map(e -> e.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  boolean isFixed(Variable variable, Modality.Kind kind) {
    if (names.contains(variable.modality()) || names.contains(variable.name())) {
      return true;
    }
    return kind == Modality.Kind.CLINICAL
        && Arrays.stream(variable.name().split("[^A-Za-z]+|(?<=[a-z])(?=[A-Z])"))
            .anyMatch(word -> words.contains(word.toLowerCase(Locale.ROOT)));
  }
}
