package org.omicroutes.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;
import org.omicroutes.cohort.StopSignal;
import org.omicroutes.network.SimilarityFusion;
import org.omicroutes.network.SpectralClustering;

/**
 * A similarity network fused of training patients, and the place of any other patient in it.
 *
 * <p>The network is fused (Wang et al., Nature Methods 2014, doi:10.1038/nmeth.2810) of the
 * patients who have every modality; one modality alone is fused with itself. From its symmetric
 * normalised Laplacian come the clusters, 2 to 5 of them by the largest gap {@code λ(c+1) - λ(c)}
 * between eigenvalues (von Luxburg, Statistics and Computing 2007, doi:10.1007/s11222-007-9033-z),
 * and an embedding: the eigenvectors 2 to 6 of the random walk, {@code u = D^-1/2 v}. A patient's
 * traits are the memberships of the clusters (1 and 0), then the embedding.
 *
 * <p>Anyone's traits are those of the network's patients spread one step: with the affinity {@code
 * W_v(x, j)} of modality v to the K nearest network patients j,
 *
 * <pre>
 * p_v(x, j) = W_v(x, j) / sum_j' W_v(x, j')
 * t(x) = sum_j t(j) mean_v p_v(x, j)      over the modalities v that x has
 * </pre>
 *
 * <p>For the embedding that is Nyström's extension (Bengio et al., Neural Computation 2004,
 * doi:10.1162/0899766041732396) but for a factor 1/μ a coordinate, which standardising takes out;
 * for the clusters it is a step of label propagation. A network patient is placed by the others in
 * the same way, so that traits mean the same for patients old and new. In distances a missing value
 * counts as the training mean. Nobody's traits depend on who else is asked for.
 *
 * @param neighbours K
 * @param views modalities of the network
 * @param patients of the network
 * @param traits patients × traits
 * @param names of the traits
 */
public record PatientFusion(
    int neighbours,
    List<View> views,
    List<String> patients,
    double[][] traits,
    List<String> names) {
  private static final int MOST_FEATURES = 1000;
  private static final int LEAST_PATIENTS = 20;
  private static final int MOST_CLUSTERS = 5;
  private static final int COORDINATES = 5;
  private static final double SIGMA = 0.5;
  private static final int ITERATIONS = 20;

  /**
   * A modality's side of the network.
   *
   * @param profiles patients × features, scaled
   * @param nearest each patient's mean distance to the K nearest others
   */
  public record View(FeatureBlock block, float[][] profiles, double[] nearest) {}

  public PatientFusion {
    views = List.copyOf(views);
    patients = List.copyOf(patients);
    names = List.copyOf(names);
  }

  /**
   * @throws DataException where fewer than 20 patients have all molecular modalities
   */
  static PatientFusion fit(PatientData training) {
    List<FeatureBlock> blocks = new ArrayList<>();
    training
        .modalities()
        .forEach(
            (name, modality) -> {
              FeatureBlock block = block(name, modality, training.patients());
              if (block != null && !block.features().isEmpty()) {
                blocks.add(block);
              }
            });
    List<String> complete =
        training.patients().stream()
            .filter(p -> blocks.stream().allMatch(b -> profile(b, training, p) != null))
            .toList();
    if (blocks.isEmpty() || complete.size() < LEAST_PATIENTS) {
      throw DataException.of(
          (blocks.isEmpty() ? 0 : complete.size())
              + " training patients with all molecular modalities "
              + blocks.stream().map(FeatureBlock::modality).toList(),
          "at least " + LEAST_PATIENTS);
    }
    int neighbours = Math.min(20, complete.size() / 4);
    var fusion = new SimilarityFusion(neighbours, SIGMA, ITERATIONS);
    List<View> views = new ArrayList<>();
    List<double[][]> affinities = new ArrayList<>();
    for (FeatureBlock block : blocks) {
      float[][] profiles =
          complete.stream().map(p -> profile(block, training, p)).toArray(float[][]::new);
      double[][] distances = distances(profiles);
      views.add(new View(block, profiles, nearest(distances, fusion)));
      affinities.add(fusion.affinity(distances));
    }
    if (affinities.size() == 1) {
      affinities.add(affinities.get(0));
    }
    return of(neighbours, views, complete, fusion.fuse(affinities));
  }

  /** Zeros and ones are on one scale already: a rare mutation is not to outweigh the others. */
  private static FeatureBlock block(String name, Modality modality, List<String> training) {
    List<String> chosen = FeatureBlock.mostVariable(modality.values(), training, MOST_FEATURES);
    return switch (modality.kind()) {
      case CONTINUOUS -> FeatureBlock.standardised(name, modality.values(), chosen, training);
      case BINARY -> FeatureBlock.centred(name, modality.values(), chosen, training);
      default -> null;
    };
  }

  private static PatientFusion of(
      int neighbours, List<View> views, List<String> patients, double[][] fused) {
    int most = Math.max(MOST_CLUSTERS, COORDINATES) + 1;
    var spectrum = SpectralClustering.spectrum(fused, most);
    int clusters = clusters(spectrum.values());
    int[] label = SpectralClustering.clusters(spectrum, clusters);
    double[][] traits = new double[patients.size()][clusters + COORDINATES];
    for (int i = 0; i < traits.length; i++) {
      traits[i][label[i] - 1] = 1;
      double root = Math.sqrt(Arrays.stream(fused[i]).sum());
      for (int k = 0; k < COORDINATES; k++) {
        traits[i][clusters + k] = spectrum.vectors()[i][k + 1] / root;
      }
    }
    List<String> names = new ArrayList<>();
    IntStream.rangeClosed(1, clusters).forEach(c -> names.add("cluster" + c));
    IntStream.rangeClosed(1, COORDINATES).forEach(k -> names.add("spectral" + k));
    return new PatientFusion(neighbours, views, patients, traits, names);
  }

  private static int clusters(double[] eigenvalues) {
    int best = 2;
    for (int c = 3; c <= MOST_CLUSTERS; c++) {
      boolean wider =
          eigenvalues[c] - eigenvalues[c - 1] > eigenvalues[best] - eigenvalues[best - 1];
      best = wider ? c : best;
    }
    return best;
  }

  /** Patients × traits; NaN for a patient without any of the modalities. */
  double[][] place(PatientData data) {
    double[][] placed = new double[data.patients().size()][names.size()];
    int[] known = new int[placed.length];
    for (View view : views) {
      Modality modality = data.modalities().get(view.block().modality());
      List<double[]> places =
          SharedValues.of(
              modality, data.patients(), column -> place(view, data, modality.values(), column));
      for (int i = 0; i < placed.length; i++) {
        double[] place = places.get(i);
        if (place != null && place.length > 0) {
          double[] sum = placed[i];
          Arrays.setAll(sum, t -> sum[t] + place[t]);
          known[i]++;
        }
      }
    }
    for (int i = 0; i < placed.length; i++) {
      int views = known[i];
      placed[i] = Arrays.stream(placed[i]).map(t -> views == 0 ? Double.NaN : t / views).toArray();
    }
    return placed;
  }

  /** By one view; empty where the column has no value of its features. */
  private double[] place(View view, PatientData data, LabelledMatrix values, int column) {
    StopSignal.check();
    var fusion = new SimilarityFusion(neighbours, SIGMA, ITERATIONS);
    float[] profile = profile(view.block(), data, values.sampleIds().get(column));
    double[] placed = new double[profile == null ? 0 : names.size()];
    if (profile != null) {
      addPlace(view, profile, patients.indexOf(values.origin(column)), fusion, placed);
    }
    return placed;
  }

  private void addPlace(
      View view, float[] profile, int self, SimilarityFusion fusion, double[] placed) {
    double[] distance = new double[patients.size()];
    Arrays.setAll(distance, j -> distance(profile, view.profiles()[j]));
    int[] near =
        IntStream.range(0, distance.length)
            .filter(j -> j != self)
            .boxed()
            .sorted(Comparator.comparingDouble(j -> distance[j]))
            .limit(neighbours)
            .mapToInt(Integer::intValue)
            .toArray();
    double own = fusion.nearest(Arrays.stream(near).mapToDouble(j -> distance[j]).toArray());
    double[] weight =
        Arrays.stream(near)
            .mapToDouble(j -> fusion.affinity(distance[j], own, view.nearest()[j]))
            .toArray();
    double sum = Arrays.stream(weight).sum();
    for (int k = 0; k < near.length; k++) {
      // Affinities of someone far from everybody may all underflow.
      double share = sum > 0 ? weight[k] / sum : 1.0 / near.length;
      for (int t = 0; t < placed.length; t++) {
        placed[t] += share * traits[near[k]][t];
      }
    }
  }

  private static double[] nearest(double[][] distances, SimilarityFusion fusion) {
    return Arrays.stream(distances)
        .mapToDouble(
            row -> {
              double[] sorted = row.clone();
              Arrays.sort(sorted);
              return fusion.nearest(Arrays.copyOfRange(sorted, 1, sorted.length));
            })
        .toArray();
  }

  private static double[][] distances(float[][] profiles) {
    double[][] distances = new double[profiles.length][profiles.length];
    for (int i = 0; i < profiles.length; i++) {
      StopSignal.check();
      for (int j = 0; j < i; j++) {
        distances[i][j] = distance(profiles[i], profiles[j]);
        distances[j][i] = distances[i][j];
      }
    }
    return distances;
  }

  /** Scaled values with the training mean, 0, where missing; null without the modality. */
  private static float[] profile(FeatureBlock block, PatientData data, String patient) {
    float[] profile = block.profile(data, patient);
    for (int f = 0; profile != null && f < profile.length; f++) {
      profile[f] = Float.isNaN(profile[f]) ? 0 : profile[f];
    }
    return profile;
  }

  /** Euclidean, in two running sums, so that additions need not wait for each other. */
  private static double distance(float[] a, float[] b) {
    double even = 0;
    double odd = 0;
    int f = 0;
    for (; f + 1 < a.length; f += 2) {
      double first = a[f] - b[f];
      double second = a[f + 1] - b[f + 1];
      even += first * first;
      odd += second * second;
    }
    double last = f < a.length ? a[f] - b[f] : 0;
    return Math.sqrt(even + odd + last * last);
  }
}
