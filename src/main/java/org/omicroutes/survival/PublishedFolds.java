package org.omicroutes.survival;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.omicroutes.cohort.DataException;

/**
 * Folds that were published as lists of training and held-out patients, one split per fold. Fold
 * {@code k} is the patients that split {@code k} holds out; its training patients are those of all
 * other folds. So nobody may be held out twice, and nobody is trained on who is never held out.
 */
final class PublishedFolds {
  private static final int EXAMPLES = 5;

  /**
   * One split.
   *
   * @param file where it was read, for messages
   * @param train patients to train on, disjoint from {@code heldOut}
   * @param heldOut patients to test on, at least one
   */
  record Split(Path file, Set<String> train, Set<String> heldOut) {
    Split {
      train = new TreeSet<>(train);
      heldOut = new TreeSet<>(heldOut);
      if (heldOut.isEmpty()) {
        throw DataException.in(file).column("val").error("no patient", "the patients held out");
      }
      Set<String> both = new TreeSet<>(train);
      both.retainAll(heldOut);
      if (!both.isEmpty()) {
        throw DataException.in(file)
            .error(some(both) + " in both train and val", "each patient in one of the two");
      }
    }
  }

  private PublishedFolds() {}

  /**
   * The fold of each patient.
   *
   * @param splits in the order of the folds, at least two
   * @param cohort the patients that there are; those in no split get no fold
   * @param note told who has no fold, whom the cohort lacks, and whom a fold trains on although its
   *     split does not list them
   * @return patient to fold (1 to the number of splits), sorted by patient
   * @throws DataException where a patient is held out twice, one of the cohort is never held out
   *     though in a split, or a fold has no patient of the cohort
   */
  static Map<String, Integer> of(
      List<Split> splits, Collection<String> cohort, Consumer<String> note) {
    if (splits.size() < 2) {
      throw DataException.in(splits.get(0).file())
          .error("one split", "one file for each fold, >= 2");
    }
    Map<String, Integer> heldOut = heldOut(splits);
    Set<String> known = new TreeSet<>(cohort);
    requireHeldOut(splits, heldOut, known);
    Set<String> others = new TreeSet<>(heldOut.keySet());
    others.removeAll(known);
    if (!others.isEmpty()) {
      note.accept(some(others) + " of the splits are not in the cohort: left out");
    }
    Map<String, Integer> folds = new TreeMap<>(heldOut);
    folds.keySet().retainAll(known);
    known.removeAll(folds.keySet());
    if (!known.isEmpty()) {
      note.accept(some(known) + " of the cohort are in no split: neither trained on nor tested");
    }
    for (int k = 1; k <= splits.size(); k++) {
      check(splits.get(k - 1), k, folds, note);
    }
    return folds;
  }

  private static Map<String, Integer> heldOut(List<Split> splits) {
    Map<String, Integer> heldOut = new HashMap<>();
    for (int k = 1; k <= splits.size(); k++) {
      Set<String> again = new TreeSet<>();
      int before = 0;
      for (String patient : splits.get(k - 1).heldOut()) {
        Integer fold = heldOut.put(patient, k);
        if (fold != null) {
          before = fold;
          again.add(patient);
        }
      }
      if (!again.isEmpty()) {
        throw DataException.in(splits.get(k - 1).file())
            .column("val")
            .error(
                some(again) + " held out before (by " + splits.get(before - 1).file() + ")",
                "each patient held out by one split");
      }
    }
    return heldOut;
  }

  private static void requireHeldOut(
      List<Split> splits, Map<String, Integer> heldOut, Set<String> cohort) {
    for (Split split : splits) {
      Set<String> never = new TreeSet<>(split.train());
      never.removeAll(heldOut.keySet());
      never.retainAll(cohort);
      if (!never.isEmpty()) {
        throw DataException.in(split.file())
            .column("train")
            .error(
                some(never) + " that no split holds out",
                "every patient in the column val of one of the " + splits.size() + " splits");
      }
    }
  }

  private static void check(
      Split split, int fold, Map<String, Integer> folds, Consumer<String> note) {
    Set<String> unlisted = new TreeSet<>();
    boolean any = false;
    for (Map.Entry<String, Integer> patient : folds.entrySet()) {
      if (patient.getValue() == fold) {
        any = true;
      } else if (!split.train().contains(patient.getKey())) {
        unlisted.add(patient.getKey());
      }
    }
    if (!any) {
      throw DataException.in(split.file())
          .column("val")
          .error("no patient of the cohort", "patients of the cohort, by the same ids");
    }
    if (!unlisted.isEmpty()) {
      note.accept(
          "fold "
              + fold
              + " trains on "
              + some(unlisted)
              + ", held out by other splits, whom "
              + split.file().getFileName()
              + " does not list");
    }
  }

  /** How many patients, and the first of them. */
  private static String some(Set<String> patients) {
    List<String> first = new ArrayList<>(patients).subList(0, Math.min(EXAMPLES, patients.size()));
    return patients.size()
        + (patients.size() == 1 ? " patient (" : " patients (")
        + String.join(", ", first)
        + (patients.size() > EXAMPLES ? ", …)" : ")");
  }
}
