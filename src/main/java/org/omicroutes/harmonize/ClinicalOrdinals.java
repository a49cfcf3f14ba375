package org.omicroutes.harmonize;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ordered levels of clinical tables: tumour stage and grade. */
public final class ClinicalOrdinals {
  private static final Pattern STAGE_WORDS =
      Pattern.compile("^(?:AJCC|FIGO|CLINICAL|PATHOLOGIC)?\\s*STAGE\\s*:?|\\bNOS\\b");
  private static final Pattern STAGE_RANGE = Pattern.compile("\\s*(?:/|-|\\bOR\\b|\\bAND\\b)\\s*");
  private static final Pattern STAGE = Pattern.compile("P?T?(IV|I{1,3}|[0-4])([A-E])?([0-9])?");
  private static final Pattern GRADE = Pattern.compile("(?:G|GRADE)\\s*(?:([1-4])|(IV|I{1,3}))");

  private ClinicalOrdinals() {}

  /**
   * 1 to 4 for {@code Stage IIA}, {@code stage iii}, {@code I/II NOS} (its highest), {@code Stage
   * 2}, {@code pT3}; 0 for stage 0 and in situ; empty where the text is no stage.
   */
  public static OptionalInt stage(String text) {
    OptionalDouble finer = substage(text);
    return finer.isPresent() ? OptionalInt.of((int) finer.getAsDouble()) : OptionalInt.empty();
  }

  /**
   * The stage with its sub-stage: A, B and C (or later) add 0, 1/3 and 2/3, the digits 1, 2 and 3
   * (or later) behind the letter another 0, 1/9 and 2/9; a stage without a letter is in the middle,
   * as if it were B. {@code Stage IIIA} is 3, {@code Stage III} 3 1/3, {@code Stage IIIC2} 3 7/9;
   * stage 0 is 0. Of a range the highest. Empty where the text is no stage.
   */
  static OptionalDouble substage(String text) {
    String bare = STAGE_WORDS.matcher(text.toUpperCase(Locale.ROOT).strip()).replaceAll("").strip();
    if (bare.equals("IS") || bare.equals("TIS")) {
      return OptionalDouble.of(0);
    }
    double highest = -1;
    for (String part : STAGE_RANGE.split(bare)) {
      Matcher stage = STAGE.matcher(part);
      if (!stage.matches()) {
        return OptionalDouble.empty();
      }
      highest = Math.max(highest, substage(stage));
    }
    return highest < 0 ? OptionalDouble.empty() : OptionalDouble.of(highest);
  }

  private static double substage(Matcher stage) {
    int level = level(stage.group(1));
    int letter = stage.group(2) == null ? 1 : Math.min(2, stage.group(2).charAt(0) - 'A');
    int digit = stage.group(3) == null ? 1 : Math.max(1, Math.min(3, level(stage.group(3))));
    return level == 0 ? 0 : level + (3 * letter + digit - 1) / 9.0;
  }

  /**
   * 1 to 4 for {@code G1} … {@code G4}, {@code Grade 3}, {@code Grade II} and the words from well
   * differentiated to undifferentiated; {@code Low Grade} is 1 and {@code High Grade} 3. Empty for
   * {@code GX} and all else.
   */
  static OptionalInt grade(String text) {
    String bare = text.toUpperCase(Locale.ROOT).strip();
    Matcher grade = GRADE.matcher(bare);
    if (grade.matches()) {
      return OptionalInt.of(level(grade.group(1) == null ? grade.group(2) : grade.group(1)));
    }
    return switch (bare) {
      case "LOW GRADE", "LOW", "WELL DIFFERENTIATED" -> OptionalInt.of(1);
      case "INTERMEDIATE GRADE", "INTERMEDIATE", "MODERATELY DIFFERENTIATED" -> OptionalInt.of(2);
      case "HIGH GRADE", "HIGH", "POORLY DIFFERENTIATED" -> OptionalInt.of(3);
      case "UNDIFFERENTIATED", "ANAPLASTIC" -> OptionalInt.of(4);
      default -> OptionalInt.empty();
    };
  }

  private static int level(String text) {
    return switch (text) {
      case "I" -> 1;
      case "II" -> 2;
      case "III" -> 3;
      case "IV" -> 4;
      default -> Integer.parseInt(text);
    };
  }
}
