package org.omicroutes.reduce;

import com.google.auto.service.AutoService;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.formats.Json;
import org.omicroutes.formats.MatrixFiles;
import org.omicroutes.formats.TableFiles;
import org.omicroutes.formats.TextFiles;
import org.omicroutes.step.Edam;
import org.omicroutes.step.Param;
import org.omicroutes.step.Port;
import org.omicroutes.step.Step;
import org.omicroutes.step.StepContext;
import org.omicroutes.step.StepSpec;

/** The step {@code mofa}. */
@AutoService(Step.class)
@SuppressWarnings("rawtypes")
public final class MofaStep implements Step<MofaStep.Options> {

  /** Parameters of {@code mofa}. */
  public record Options(
      @Param(
              value = "How many factors to start with; those that explain too little are dropped.",
              defaultValue = "10",
              range = "1 to 100")
          int factors,
      @Param(
              value = "At most so many iterations.",
              defaultValue = "500",
              range = ">= 1",
              unit = "iterations")
          int iterations,
      @Param(
              value = "Training ends when the lower bound changes by less than this, relatively.",
              defaultValue = "1e-6",
              range = "> 0 and < 1")
          double tolerance,
      @Param(value = "Seed of the start.", defaultValue = "1") long seed,
      @Param(
              value =
                  "A factor that explains less of the variance than this in every view is dropped.",
              defaultValue = "0.01",
              range = "0 to 1")
          double dropR2,
      @Param(
              value = "Whether to scale every real-valued view to an overall variance of 1.",
              defaultValue = "true")
          boolean scaleViews,
      @Param(
              value =
                  "Whether features of zeros and ones have intercepts; without them factors must also"
                      + " explain how frequent ones are.",
              defaultValue = "true")
          boolean bernoulliIntercepts,
      @Param(value = "Names of the views of zeros and ones; none named: those with no other value.")
          List<String> bernoulli) {
    public Options {
      if (factors < 1 || factors > 100) {
        throw new IllegalArgumentException("factors: found " + factors + ", expected 1 to 100");
      }
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations: found " + iterations + ", expected >= 1");
      }
      if (!(tolerance > 0 && tolerance < 1)) {
        throw new IllegalArgumentException(
            "tolerance: found " + tolerance + ", expected > 0 and < 1");
      }
      if (!(dropR2 >= 0 && dropR2 <= 1)) {
        throw new IllegalArgumentException("drop-r2: found " + dropR2 + ", expected 0 to 1");
      }
      bernoulli = List.copyOf(bernoulli);
    }
  }

  private static final StepSpec<Options> SPEC =
      StepSpec.of("mofa", "1", Options.class)
          .summary("Finds factors shared by several omic layers (Multi-Omics Factor Analysis).")
          .details(
              """
              Variational Bayes with an automatic relevance prior on each factor in each view. Views of
              zeros and ones have a logistic likelihood (Jaakkola's bound), all others a normal one with a
              noise precision of each feature. There is no spike-and-slab prior: factors that share
              views may be rotated against each other. Argelaguet et al. 2018,
              doi:10.15252/msb.20178124; 2020, doi:10.1186/s13059-020-02015-1.

              Missing values, and views that a sample does not have, are left out of the likelihood; a
              feature that does not vary among the fit samples is left out. Real values are centred on
              the fit samples. Factors are ordered by the variance they explain summed over views, signed so
              that the largest loading is positive; loadings are on the scale of the scaled view.
              Factors are posterior means of every sample of any view given all its views, by the trained
              loadings; a sample without a value in any view gets `NA`. `out-elbo` never decreases while the
              number of factors stands; dropping a factor may lower it.

              `out-r2` is `1 - Σ(y - zw)² / Σy²` over the values that are there, y less the feature's
              intercept, for each factor alone and for all (`total`). In a view of zeros and ones y is the
              working value of the bound, `(value - 1/2) / 2λ(ζ)`. mofapy2 takes y less its mean and also
              counts a missing zero or one, as a 0 that nothing explains, which makes its figure smaller
              where values are missing.

              With `state` nothing is trained: samples are projected. Features and views that are
              not in the state are left out; those that only the state has count as missing.
              """)
          .in(Port.named("view", Edam.TSV, "A layer by name, features × samples, ragged."))
          .in(Port.optional("fit-samples", Edam.TEXT, "Ids of the samples to train on."))
          .in(Port.optional("state", Edam.JSON, "A model trained before."))
          .out(Port.one("out-factors", Edam.TSV, "Factors × all samples of all views."))
          .out(Port.optional("out-loadings", Edam.TSV, "Columns view, feature, one a factor."))
          .out(
              Port.optional(
                  "out-view-factors",
                  Edam.TSV,
                  "Factors given each view alone, rows VIEW:FactorN; NA without the view."))
          .out(
              Port.optional(
                  "out-r2",
                  Edam.TSV,
                  "Columns view, factor (and total), r2: variance explained on fit samples."))
          .out(Port.optional("out-elbo", Edam.TSV, "Columns iteration, elbo, factors."))
          .out(Port.optional("out-state", Edam.JSON, "The trained model."))
          .build();

  @Override
  public StepSpec<Options> spec() {
    return SPEC;
  }

  @Override
  public void run(StepContext<Options> context) throws IOException {
    Map<String, LabelledMatrix> views = new LinkedHashMap<>();
    Set<String> union = new LinkedHashSet<>();
    for (var entry : context.namedInputs("view").entrySet()) {
      LabelledMatrix matrix = MatrixFiles.read(entry.getValue());
      views.put(entry.getKey(), matrix);
      union.addAll(matrix.sampleIds());
    }
    List<String> samples = List.copyOf(union);
    MofaModel model;
    if (context.optionalInput("state").isPresent()) {
      model = Json.read(context.optionalInput("state").get(), MofaModel.class);
      compare(context, model, views);
    } else {
      model = train(context, views, samples);
    }
    MofaProjection projection = new MofaProjection(model, views);
    MatrixFiles.write(context.output("out-factors"), projection.factors(samples));
    write(context, "out-loadings", out -> loadings(out, model));
    write(context, "out-r2", out -> explained(out, model));
    write(context, "out-elbo", out -> evidence(out, model));
    if (context.optionalOutput("out-view-factors").isPresent()) {
      MatrixFiles.write(
          context.optionalOutput("out-view-factors").get(), projection.viewFactors(samples));
    }
    if (context.optionalOutput("out-state").isPresent()) {
      Json.write(context.optionalOutput("out-state").get(), model);
    }
  }

  private static MofaModel train(
      StepContext<Options> context, Map<String, LabelledMatrix> views, List<String> samples)
      throws IOException {
    Options p = context.parameters();
    for (String name : p.bernoulli()) {
      if (!views.containsKey(name)) {
        throw new IllegalArgumentException(
            "bernoulli: found '" + name + "', expected one of the views " + views.keySet());
      }
    }
    List<String> bernoulli = new ArrayList<>(p.bernoulli());
    if (bernoulli.isEmpty()) {
      views.forEach(
          (name, matrix) -> {
            if (isBinary(matrix)) {
              bernoulli.add(name);
            }
          });
    }
    List<String> fit = TableFiles.fitSamples(context.optionalInput("fit-samples"), samples);
    var settings =
        new Mofa.Settings(
            p.factors(),
            p.iterations(),
            p.tolerance(),
            p.dropR2(),
            p.scaleViews(),
            p.bernoulliIntercepts(),
            p.seed());
    MofaModel model =
        Mofa.fit(
            views,
            bernoulli,
            fit,
            settings,
            context::note,
            i -> context.progress((double) i / p.iterations(), "iteration " + i));
    context.note(
        model.factors()
            + " factors after "
            + model.evidence().length
            + " iterations; variance explained: "
            + model.explainedByView().entrySet().stream()
                .map(e -> e.getKey() + " " + Math.round(1000 * e.getValue()) / 10.0 + " %")
                .collect(Collectors.joining(", ")));
    return model;
  }

  private static boolean isBinary(LabelledMatrix matrix) {
    for (int f = 0; f < matrix.featureCount(); f++) {
      for (int s = 0; s < matrix.sampleCount(); s++) {
        double value = matrix.at(f, s);
        if (!Double.isNaN(value) && value != 0 && value != 1) {
          return false;
        }
      }
    }
    return true;
  }

  private static void compare(
      StepContext<Options> context, MofaModel model, Map<String, LabelledMatrix> views) {
    int known = 0;
    for (var entry : views.entrySet()) {
      MofaModel.View view = model.view(entry.getKey());
      if (view == null) {
        context.note("view " + entry.getKey() + " is not in the state: left out");
      } else {
        long lacking =
            view.features().stream().filter(f -> entry.getValue().featureIndex(f) < 0).count();
        known += view.features().size() - (int) lacking;
        if (lacking > 0) {
          context.note("view " + view.name() + " lacks " + lacking + " features of the state");
        }
      }
    }
    if (known == 0) {
      throw DataException.in(context.input("state"))
          .error(
              "views " + model.views().stream().map(MofaModel.View::name).toList(),
              "a view and features of those given: " + views.keySet());
    }
  }

  /** Writes a table's lines. */
  private interface Lines {
    void to(BufferedWriter out) throws IOException;
  }

  private static void write(StepContext<Options> context, String port, Lines lines)
      throws IOException {
    var file = context.optionalOutput(port);
    if (file.isPresent()) {
      write(file.get(), lines);
    }
  }

  private static void write(Path file, Lines lines) throws IOException {
    try (BufferedWriter out = TextFiles.writer(file)) {
      lines.to(out);
    }
  }

  private static void loadings(BufferedWriter out, MofaModel model) throws IOException {
    out.write("view\tfeature\t" + String.join("\t", model.factorNames()) + "\n");
    for (MofaModel.View view : model.views()) {
      for (int d = 0; d < view.features().size(); d++) {
        out.write(view.name() + "\t" + view.features().get(d));
        for (int k = 0; k < model.factors(); k++) {
          out.write("\t" + MatrixFiles.format(view.weight()[d][k]));
        }
        out.write('\n');
      }
    }
  }

  private static void explained(BufferedWriter out, MofaModel model) throws IOException {
    out.write("view\tfactor\tr2\n");
    List<String> names = new ArrayList<>(model.factorNames());
    names.add("total");
    for (MofaModel.View view : model.views()) {
      for (int k = 0; k < names.size(); k++) {
        String value = MatrixFiles.format(view.explained()[k]);
        out.write(view.name() + "\t" + names.get(k) + "\t" + value + "\n");
      }
    }
  }

  private static void evidence(BufferedWriter out, MofaModel model) throws IOException {
    out.write("iteration\telbo\tfactors\n");
    for (int i = 0; i < model.evidence().length; i++) {
      String bound = MatrixFiles.format(model.evidence()[i]);
      out.write((i + 1) + "\t" + bound + "\t" + model.factorCounts()[i] + "\n");
    }
  }
}
