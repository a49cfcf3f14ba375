package org.omicroutes.survival;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.SurvivalData;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code log-rank}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class LogRankStep implements Step<LogRankStep.Options> {

  /** Parameters of {@code log-rank}. */
  public record Options(
      @Param(
              value = "Events count by the power rho of the survival just before them.",
              defaultValue = "0",
              range = ">= 0; 0 is the log-rank test, 1 Peto and Peto's Wilcoxon test")
          double rho) {
    public Options {
      if (!(rho >= 0) || Double.isInfinite(rho)) {
        throw new IllegalArgumentException("rho: found " + rho + ", expected a number >= 0");
      }
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("log-rank", "1", Options.class)
          .summary("Compares the survival of groups.")
          .details(
              """
              The log-rank test (Mantel, 1966) of k groups, its relatives of Harrington and Fleming
              (1982), and both within strata, as R's `survdiff`. `out` has one row for all groups
              and, with more than two, one for each pair; p-values of pairs are not adjusted for
              their number. A statistic is NA where nothing can be compared. `out-groups` has the
              events seen and expected, summed over strata and weighted where rho is not 0, and the
              median of time with 95 % limits (scale `log`) as `kaplan-meier` gives it.

              Samples with an outcome and a group are compared; those without a group are left out,
              and this is noted. With `strata` each of the others needs a stratum. Groups are in
              alphabetical order; fewer than two are an error.
              """)
          .in(Port.one("survival", Edam.TSV, "Columns sample, time (days), event."))
          .in(Port.one("groups", Edam.TSV, "Columns sample, group."))
          .in(Port.optional("strata", Edam.TSV, "Columns sample, stratum."))
          .out(Port.optional("out", Edam.TSV, "Columns groups, chisq, df, p."))
          .out(
              Port.optional(
                  "out-groups",
                  Edam.TSV,
                  "Columns group, samples, observed, expected, median (days), lower, upper."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  /**
   * What is compared.
   *
   * @param names of the groups, ascending
   */
  private record Comparison(
      SurvivalData survival, List<String> names, int[] groups, int[] strata, double rho) {

    LogRank test(int... which) {
      int[] rows =
          IntStream.range(0, groups.length).filter(i -> position(groups[i], which) >= 0).toArray();
      boolean[] events = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        events[i] = survival.event(rows[i]);
      }
      return LogRank.test(
          Arrays.stream(rows).mapToDouble(survival::time).toArray(),
          events,
          Arrays.stream(rows).map(i -> position(groups[i], which)).toArray(),
          which.length,
          Arrays.stream(rows).map(i -> strata[i]).toArray(),
          rho);
    }

    private static int position(int group, int[] which) {
      return IntStream.range(0, which.length).filter(k -> which[k] == group).findFirst().orElse(-1);
    }

    KaplanMeier curve(int group) {
      int[] rows = IntStream.range(0, groups.length).filter(i -> groups[i] == group).toArray();
      boolean[] events = new boolean[rows.length];
      for (int i = 0; i < rows.length; i++) {
        events[i] = survival.event(rows[i]);
      }
      return KaplanMeier.of(Arrays.stream(rows).mapToDouble(survival::time).toArray(), events);
    }

    int[] all() {
      return IntStream.range(0, names.size()).toArray();
    }
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Comparison comparison = read(context);
    Optional<Path> out = context.optionalOutput("out");
    if (out.isPresent()) {
      writeTests(out.get(), comparison);
    }
    Optional<Path> groups = context.optionalOutput("out-groups");
    if (groups.isPresent()) {
      writeGroups(groups.get(), comparison);
    }
  }

  private static Comparison read(StepContext<Options> context) throws IOException {
    SurvivalData all = TableFiles.readSurvival(context.input("survival"));
    Path file = context.input("groups");
    List<String> cells = CoxFiles.readOptional(file, "group", all.sampleIds());
    List<String> samples =
        IntStream.range(0, all.size())
            .filter(i -> cells.get(i) != null)
            .mapToObj(all.sampleIds()::get)
            .toList();
    if (samples.size() < all.size()) {
      context.note(all.size() - samples.size() + " samples without a group are left out");
    }
    List<String> names = cells.stream().filter(c -> c != null).distinct().sorted().toList();
    if (names.size() < 2) {
      throw DataException.in(file)
          .column("group")
          .error(names.size() + " groups of samples with an outcome", "at least two");
    }
    int[] groups = cells.stream().filter(c -> c != null).mapToInt(names::indexOf).toArray();
    int[] strata = new int[groups.length];
    Optional<Path> given = context.optionalInput("strata");
    if (given.isPresent()) {
      List<String> stratum = CoxFiles.readStrata(given.get(), samples);
      List<String> distinct = stratum.stream().distinct().toList();
      strata = stratum.stream().mapToInt(distinct::indexOf).toArray();
    }
    return new Comparison(all.select(samples), names, groups, strata, context.parameters().rho());
  }

  private static void writeTests(Path file, Comparison comparison) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("groups\tchisq\tdf\tp\n");
      write(out, "all", comparison.test(comparison.all()));
      int count = comparison.names().size();
      for (int a = 0; a < count && count > 2; a++) {
        for (int b = a + 1; b < count; b++) {
          String name = comparison.names().get(a) + " vs " + comparison.names().get(b);
          write(out, name, comparison.test(a, b));
        }
      }
    }
  }

  private static void write(BufferedWriter out, String name, LogRank test) throws IOException {
    write(out, name, test.chiSquare(), test.degreesOfFreedom(), test.pValue());
  }

  private static void writeGroups(Path file, Comparison comparison) throws IOException {
    LogRank test = comparison.test(comparison.all());
    try (BufferedWriter out = TextFiles.writer(file)) {
      out.write("group\tsamples\tobserved\texpected\tmedian\tlower\tupper\n");
      for (int g : comparison.all()) {
        KaplanMeier curve = comparison.curve(g);
        SurvivalSummary.Limits median =
            SurvivalSummary.quantile(curve, 0.5, KaplanMeier.Interval.LOG);
        write(
            out,
            comparison.names().get(g),
            curve.atRisk()[0],
            test.observed()[g],
            test.expected()[g],
            median.value(),
            median.lower(),
            median.upper());
      }
    }
  }

  private static void write(BufferedWriter out, String name, double... values) throws IOException {
    out.write(name);
    for (double value : values) {
      out.write("\t" + MatrixFiles.format(value));
    }
    out.write('\n');
  }
}
