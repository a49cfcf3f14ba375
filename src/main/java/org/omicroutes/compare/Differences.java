package org.omicroutes.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a comparison found: differences, some of each file and the number of all, and notes. */
public final class Differences {
  private final int limit;
  private final List<Difference> kept = new ArrayList<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int files;

  /**
   * @param limit how many of one file are kept
   */
  Differences(int limit) {
    this.limit = limit;
  }

  void add(String file, String row, String column, String a, String b) {
    if (counts.merge(file, 1, Integer::sum) <= limit) {
      kept.add(new Difference(file, row, column, a, b));
    }
  }

  /** Something that may differ and does. */
  void note(String text) {
    notes.add(text);
  }

  void compared() {
    files++;
  }

  /** Whether the two are the same. */
  public boolean isEmpty() {
    return counts.isEmpty();
  }

  /** The first of each file. */
  public List<Difference> kept() {
    return kept;
  }

  /** All, by file. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** What may differ, in words. */
  public List<String> notes() {
    return notes;
  }

  /** How many files were compared. */
  public int files() {
    return files;
  }
}
