package org.omicroutes.harmonize;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the ordered levels of clinical tables: tumour stage and grade. */
public final class ClinicalOrdinals {
  private static final Pattern STAGE_WORDS =
      Pattern.compile("^(?:AJCC|FIGO|CLINICAL|PATHOLOGIC)?\\s*STAGE\\s*:?|\\bNOS\\b");
  private static final Pattern STAGE_RANGE = Pattern.compile("\\s*(?:/|-|\\bOR\\b|\\bAND\\b)\\s*");
  private static final Pattern STAGE = Pattern.compile("P?T?(IV|I{1,3}|[0-4])[A-E]?[0-9]?");
  private static final Pattern GRADE = Pattern.compile("(?:G|GRADE)\\s*(?:([1-4])|(IV|I{1,3}))");

  private ClinicalOrdinals() {}

  /**
   * 1 to 4 for {@code Stage IIA}, {@code stage iii}, {@code I/II NOS} (its highest), {@code Stage
   * 2}, {@code pT3}; 0 for stage 0 and in situ; empty where the text is no stage.
   */
  public static OptionalInt stage(String text) {
    String bare = STAGE_WORDS.matcher(text.toUpperCase(Locale.ROOT).strip()).replaceAll("").strip();
    if (bare.equals("IS") || bare.equals("TIS")) {
      return OptionalInt.of(0);
    }
    int highest = -1;
    for (String part : STAGE_RANGE.split(bare)) {
      Matcher stage = STAGE.matcher(part);
      if (!stage.matches()) {
        return OptionalInt.empty();
      }
      highest = Math.max(highest, level(stage.group(1)));
    }
    return highest < 0 ? OptionalInt.empty() : OptionalInt.of(highest);
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
