package org.omicroutes.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.survival.Calibration;
import org.omicroutes.survival.Estimate;

/** T5: performance per cohort and subgroup, and how far subgroups are apart. */
final class StudySubgroups {
  /** Resamples of the gaps, which are dear; fewer where the study has fewer. */
  private static final int MOST_RESAMPLES = 200;

  private static final String COHORTS = "cohort";
  private static final String LARGEST_GAP = "largest gap";

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
    StopSignal stop = StopSignal.current();
    blocks = questions.stream().parallel().map(q -> stop.get(() -> answer(q))).toList();
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
    Map<String, List<Integer>> members = new TreeMap<>();
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
    StudySubset subset = new StudySubset(cohort, model, study.settings().horizonMonths());
    StudyValue[] gaps =
        groups.size() < 2 ? null : gaps(question.groupOf, events, own -> subset, own -> own);
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
    double of(StudySubset subset, int repeat, int[] own);
  }

  private static final List<Measure> MEASURES =
      List.of(
          (subset, r, own) -> subset.c(r, own).value(),
          (subset, r, own) -> subset.auc(r, own).value(),
          (subset, r, own) -> Math.exp(subset.observedToExpected(r, own).value()));

  /**
   * @param subset that measures some patients
   * @param positions of patients within the subset's cohort
   */
  private StudyValue[] gaps(
      List<String> groupOf,
      boolean[] events,
      Function<int[], StudySubset> subset,
      UnaryOperator<int[]> positions) {
    StopSignal stop = StopSignal.current();
    return MEASURES.stream()
        .parallel()
        .map(
            measure ->
                stop.get(
                    () -> {
                      EquityGap gap =
                          EquityGap.of(
                              groupOf,
                              events,
                              own -> overRepeats(measure, subset.apply(own), positions.apply(own)),
                              study.settings().smallest(),
                              Math.min(MOST_RESAMPLES, study.settings().resamples()),
                              study.settings().seed());
                      return new StudyValue(
                          gap.gap(), gap.standardError(), gap.lower(), gap.upper());
                    }))
        .toArray(StudyValue[]::new);
  }

  private static double overRepeats(Measure measure, StudySubset subset, int[] own) {
    StopSignal.check();
    double sum = 0;
    for (int r = 0; r < subset.repeats(); r++) {
      sum += measure.of(subset, r, own);
    }
    return sum / subset.repeats();
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
          .row(q.cohort.name(), q.model, q.attribute, LARGEST_GAP)
          .text("")
          .text("")
          .value(block.gaps[0], 3)
          .value(block.gaps[1], 3)
          .value(block.gaps[2], 2)
          .text(measured < 2 ? "fewer than two groups are large enough" : "");
    }
  }

  /** Means over cohorts of every group and gap, and how far cohorts are apart. */
  private void addAcross(StudyTable table, String model) {
    Map<String, Map<String, List<Group>>> attributes = new LinkedHashMap<>();
    Map<String, List<StudyValue[]>> gaps = new LinkedHashMap<>();
    for (Block block : blocks) {
      Question q = block.question;
      if (q.model.equals(model)) {
        Map<String, List<Group>> groups =
            attributes.computeIfAbsent(q.attribute, a -> new TreeMap<>());
        block.groups.forEach(g -> groups.computeIfAbsent(g.name, n -> new ArrayList<>()).add(g));
        if (block.gaps != null) {
          gaps.computeIfAbsent(q.attribute, a -> new ArrayList<>()).add(block.gaps);
        }
      }
    }
    attributes.forEach(
        (attribute, groups) -> {
          groups.forEach((name, own) -> addMean(table, model, attribute, name, own));
          if (gaps.containsKey(attribute)) {
            StudyTable.Row row =
                table.row(StudyReport.MEAN, model, attribute, LARGEST_GAP).text("").text("");
            means(row, gaps.get(attribute));
            row.text("mean of the cohorts' gaps");
          }
        });
    StudyTable.Row row = table.row(StudyReport.MEAN, model, COHORTS, LARGEST_GAP).text("").text("");
    StudyValue[] between = betweenCohorts(model);
    row.value(between[0], 3).value(between[1], 3).value(between[2], 2).text("between cohorts");
  }

  private void addMean(
      StudyTable table, String model, String attribute, String name, List<Group> own) {
    StudyTable.Row row =
        table
            .row(StudyReport.MEAN, model, attribute, name)
            .count(own.stream().mapToInt(Group::patients).sum())
            .count(own.stream().mapToInt(Group::events).sum());
    List<StudyValue[]> measured = own.stream().filter(Group::enough).map(Group::values).toList();
    means(row, measured);
    row.text("large enough in " + measured.size() + " of " + study.cohorts().size() + " cohorts");
  }

  private void means(StudyTable.Row row, List<StudyValue[]> values) {
    for (int k = 0; k < 3; k++) {
      int measure = k;
      row.value(
          StudyValue.overCohorts(
              values.stream().map(v -> v[measure]).toList(), study.settings().level()),
          k < 2 ? 3 : 2);
    }
  }

  /** Cohorts as the groups of one attribute, patients numbered through. */
  private StudyValue[] betweenCohorts(String model) {
    List<String> names = new ArrayList<>();
    List<StudySubset> subsets = new ArrayList<>();
    int total = study.cohorts().stream().mapToInt(c -> c.survival().size()).sum();
    boolean[] events = new boolean[total];
    int[] cohortOf = new int[total];
    int[] start = new int[study.cohorts().size()];
    for (int c = 0; c < start.length; c++) {
      StudyCohort cohort = study.cohorts().get(c);
      start[c] = names.size();
      subsets.add(new StudySubset(cohort, cohort.model(model), study.settings().horizonMonths()));
      for (int i = 0; i < cohort.survival().size(); i++) {
        cohortOf[names.size()] = c;
        events[names.size()] = cohort.survival().event(i);
        names.add(cohort.name());
      }
    }
    return gaps(
        names,
        events,
        own -> subsets.get(cohortOf[own[0]]),
        own -> Arrays.stream(own).map(i -> i - start[cohortOf[i]]).toArray());
  }

  String note() {
    StudySettings s = study.settings();
    return """
        All held-out patients of a group; means over repeats. C compares patients of the same test \
        fold, td-AUC uses the quantile of risk within the whole test fold, so that both may differ \
        a little from T1's means over folds. Observed/expected: Kaplan-Meier risk of the group at \
        %d months over its mean predicted risk; 1 is right, above 1 more events than predicted. %s \
        limits from the patients' influences and Greenwood's variance. Largest gap (equity): the \
        largest less the smallest value of the groups that are large enough, with 95 %% limits \
        from %d resamples of patients within groups; it is never negative, and chance alone makes \
        it larger than 0: a small upper limit shows that groups are alike. Groups with fewer than \
        %d patients or %d events are not measured. Attributes that are not in a cohort's clinical \
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
