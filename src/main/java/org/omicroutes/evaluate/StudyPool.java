package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.omicroutes.cohort.SurvivalData;

/** The patients of all cohorts as one. */
final class StudyPool {
  private StudyPool() {}

  /** With the models that every cohort has, and nothing but their predictions. */
  static StudyCohort of(Study study) {
    List<String> ids = new ArrayList<>();
    List<StudyCohort> cohorts = study.cohorts();
    int patients = cohorts.stream().mapToInt(c -> c.survival().size()).sum();
    double[] times = new double[patients];
    boolean[] events = new boolean[patients];
    for (StudyCohort cohort : cohorts) {
      SurvivalData survival = cohort.survival();
      for (int i = 0; i < survival.size(); i++) {
        times[ids.size()] = survival.time(i);
        events[ids.size()] = survival.event(i);
        ids.add(cohort.name() + "/" + survival.sampleIds().get(i));
      }
    }
    List<StudyModel> models =
        study.models().stream().filter(study::everywhere).map(m -> pooled(m, cohorts)).toList();
    return new StudyCohort(
        StudyReport.POOLED,
        new SurvivalData(ids, times, events),
        cohorts.get(0).foldCount(),
        cohorts.get(0).repeats(),
        models,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null);
  }

  private static StudyModel pooled(String name, List<StudyCohort> cohorts) {
    int repeats = cohorts.stream().mapToInt(c -> c.model(name).repeats()).min().orElseThrow();
    List<StudyFold> folds = new ArrayList<>();
    int before = 0;
    for (StudyCohort cohort : cohorts) {
      int offset = before;
      for (StudyFold fold : cohort.model(name).folds()) {
        int[] moved = Arrays.stream(fold.patients()).map(i -> i + offset).toArray();
        if (fold.repeat() < repeats) {
          folds.add(new StudyFold(fold.repeat(), fold.fold(), moved, fold.test(), null));
        }
      }
      before += cohort.survival().size();
    }
    folds.sort(java.util.Comparator.comparingInt(StudyFold::repeat));
    return new StudyModel(name, folds, before);
  }
}
