package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.omicroutes.survival.Calibration;
import org.omicroutes.survival.Estimate;

/** T5: performance per cohort and subgroup, and how far subgroups are apart. */
final class StudySubgroups {
  /** Resamples of the gaps, which are dear; fewer where the study has fewer. */
  private static final int MOST_RESAMPLES = 200;

  private static final String COHORTS = "cohort";

  private final Study study;
  private final List<Block> blocks;

  StudySubgroups(Study study) {
    this.study = study;
    List<Question> questions = new ArrayList<>();
    for (String model : models()) {
      for (StudyCohort cohort : study.cohorts()) {
        if (cohort.model(model) != null) {
          questions.add(new Question(model, cohort, "all", everybody(cohort)));
          StudyAttributes.of(
                  cohort.clinical(), cohort.survival().sampleIds(), study.settings().ageCut())
              .forEach((name, groups) -> questions.add(new Question(model, cohort, name, groups)));
        }
      }
    }
    blocks = questions.stream().parallel().map(this::answer).toList();
  }

  /** Main model and baseline, where they are there. */
  private List<String> models() {
    return Stream.of(study.settings().main(), study.settings().baseline())
        .distinct()
        .filter(study.models()::contains)
        .toList();
  }

  private static List<String> everybody(StudyCohort cohort) {
    return Collections.nCopies(cohort.survival().size(), "all");
  }

  private record Question(
      String model, StudyCohort cohort, String attribute, List<String> groupOf) {}

  /**
   * An attribute's groups.
   *
   * @param gaps of C, td-AUC and observed/expected
   */
  private record Block(Question question, List<Group> groups, StudyValue[] gaps) {}

  private record Group(
      String name, int patients, int events, boolean enough, StudyValue[] values) {}

  private Block answer(Question question) {
    StudyCohort cohort = question.cohort;
    boolean[] events = cohort.events();
    Map<String, List<Integer>> members = new java.util.TreeMap<>();
    for (int i = 0; i < events.length; i++) {
      if (question.groupOf.get(i) != null) {
        members.computeIfAbsent(question.groupOf.get(i), g -> new ArrayList<>()).add(i);
      }
    }
    StudyModel model = cohort.model(question.model);
    List<Group> groups = new ArrayList<>();
    members.forEach(
        (name, list) -> {
          int[] own = list.stream().mapToInt(Integer::intValue).toArray();
          int seen = (int) Arrays.stream(own).filter(i -> events[i]).count();
          EquityGap.Limits smallest = study.settings().smallest();
          boolean enough = own.length >= smallest.patients() && seen >= smallest.events();
          StudyValue[] values = enough ? values(cohort, model, own) : null;
          groups.add(new Group(name, own.length, seen, enough, values));
        });
    StudyValue[] gaps = groups.size() < 2 ? null : gaps(question, cohort, model);
    return new Block(question, groups, gaps);
  }

  private StudyValue[] values(StudyCohort cohort, StudyModel model, int[] own) {
    double level = study.settings().level();
    StudySubset subset = new StudySubset(cohort, model, study.settings().horizonMonths());
    Estimate[] c = new Estimate[model.repeats()];
    Estimate[] auc = new Estimate[c.length];
    double ratio = 0;
    double error = 0;
    for (int r = 0; r < c.length; r++) {
      c[r] = subset.c(r, own);
      auc[r] = subset.auc(r, own);
      Calibration.Fitted fitted = subset.observedToExpected(r, own);
      ratio += fitted.value() / c.length;
      error += fitted.standardError() / c.length;
    }
    double half = error * new NormalDistribution().inverseCumulativeProbability((1 + level) / 2);
    return new StudyValue[] {
      StudyModel.meanOverRepeats(c, level),
      StudyModel.meanOverRepeats(auc, level),
      new StudyValue(Math.exp(ratio), Double.NaN, Math.exp(ratio - half), Math.exp(ratio + half))
    };
  }

  /** A measure in one repeat of some patients. */
  private interface Measure {
    double of(int repeat, int[] own);
  }

  private StudyValue[] gaps(Question question, StudyCohort cohort, StudyModel model) {
    StudySubset subset = new StudySubset(cohort, model, study.settings().horizonMonths());
    List<Measure> measures =
        List.of(
            (r, own) -> subset.c(r, own).value(),
            (r, own) -> subset.auc(r, own).value(),
            (r, own) -> Math.exp(subset.observedToExpected(r, own).value()));
    StudyValue[] gaps = new StudyValue[measures.size()];
    for (int k = 0; k < gaps.length; k++) {
      Measure measure = measures.get(k);
      EquityGap gap =
          EquityGap.of(
              question.groupOf,
              cohort.events(),
              own ->
                  IntStream.range(0, model.repeats())
                      .mapToDouble(r -> measure.of(r, own))
                      .average()
                      .orElse(Double.NaN),
              study.settings().smallest(),
              Math.min(MOST_RESAMPLES, study.settings().resamples()),
              study.settings().seed());
      gaps[k] = new StudyValue(gap.gap(), gap.standardError(), gap.lower(), gap.upper());
    }
    return gaps;
  }

  StudyTable table() {
    String at = " " + study.settings().horizonMonths() + " m";
    StudyTable table =
        new StudyTable(
            "T5",
            "Performance per cohort and subgroup",
            "cohort",
            "model",
            "attribute",
            "group",
            "patients",
            "events",
            "C",
            "td-AUC" + at,
            "observed/expected" + at,
            "remark");
    blocks.forEach(block -> add(table, block));
    if (study.several()) {
      models().stream().filter(study::everywhere).forEach(model -> addAcross(table, model));
    }
    return table;
  }

  private void add(StudyTable table, Block block) {
    Question q = block.question;
    EquityGap.Limits smallest = study.settings().smallest();
    for (Group group : block.groups) {
      StudyTable.Row row =
          table
              .row(q.cohort.name(), q.model, q.attribute, group.name)
              .count(group.patients)
              .count(group.events);
      if (group.enough) {
        row.value(group.values[0], 3).value(group.values[1], 3).value(group.values[2], 2).text("");
      } else {
        row.text("").text("").text("");
        row.text(
            "too small: fewer than "
                + smallest.patients()
                + " patients or "
                + smallest.events()
                + " events");
      }
    }
    if (block.gaps != null) {
      long measured = block.groups.stream().filter(g -> g.enough).count();
      table
          .row(q.cohort.name(), q.model, q.attribute, "largest gap")
          .text("")
          .text("")
          .value(block.gaps[0], 3)
          .value(block.gaps[1], 3)
          .value(block.gaps[2], 2)
          .text(measured < 2 ? "fewer than two groups are large enough" : "");
    }
  }

  /** Means over cohorts, and how far cohorts are apart. */
  private void addAcross(StudyTable table, String model) {
    Map<String, StudyValue[]> all = new LinkedHashMap<>();
    int patients = 0;
    int events = 0;
    for (Block block : blocks) {
      Group group = block.groups.get(0);
      if (block.question.model.equals(model) && block.question.attribute.equals("all")) {
        patients += group.patients;
        events += group.events;
        if (group.enough) {
          all.put(block.question.cohort.name(), group.values);
        }
      }
    }
    StudyTable.Row mean =
        table.row(StudyReport.MEAN, model, "all", "all").count(patients).count(events);
    StudyTable.Row gap =
        table.row(StudyReport.MEAN, model, COHORTS, "largest gap").text("").text("");
    for (int k = 0; k < 3; k++) {
      int measure = k;
      List<StudyValue> values = all.values().stream().map(v -> v[measure]).toList();
      mean.value(StudyValue.overCohorts(values, study.settings().level()), k < 2 ? 3 : 2);
      gap.value(range(values), k < 2 ? 3 : 2);
    }
    mean.text("patients and events: of all cohorts");
    gap.text("between cohorts");
  }

  private static StudyValue range(List<StudyValue> values) {
    double[] known =
        values.stream().mapToDouble(StudyValue::estimate).filter(Double::isFinite).toArray();
    return StudyValue.of(
        known.length < 2
            ? Double.NaN
            : Arrays.stream(known).max().orElseThrow() - Arrays.stream(known).min().orElseThrow());
  }

  String note() {
    StudySettings s = study.settings();
    return """
        All held-out patients of a group; means over repeats. C compares patients of the same test \
        fold, td-AUC uses the quantile of risk within the whole test fold, so that both may differ \
        a little from T1's means over folds. Observed/expected: Kaplan-Meier risk of the group at \
        %d months over its mean predicted risk; 1 is right, above 1 more events than predicted. %s \
        limits from the patients' influences and Greenwood's variance. Largest gap (equity): the \
        largest less the smallest value of the groups that are large enough, with 95 %% limits from \
        %d resamples of patients within groups; it is never negative, and chance alone makes it \
        larger than 0: a small upper limit shows that groups are alike. Groups with fewer than %d \
        patients or %d events are not measured. Attributes that are not in a cohort's clinical \
        table are missing here.%s"""
        .formatted(
            s.horizonMonths(),
            study.percent(),
            Math.min(MOST_RESAMPLES, s.resamples()),
            s.smallest().patients(),
            s.smallest().events(),
            study.several() ? StudyPerformance.MEAN_NOTE : "");
  }
}
