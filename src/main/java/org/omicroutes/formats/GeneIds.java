package org.omicroutes.formats;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;
import org.omicroutes.cohort.LabelledMatrix;

/** Gene and transcript identifiers. */
final class GeneIds {
  private static final Pattern VERSIONED = Pattern.compile("(ENS[A-Z]*[GTP][0-9]+)\\.[0-9]+(.*)");

  /** Symbols, Ensembl and RefSeq ids begin with a letter, Entrez ids are numbers. */
  private static final Pattern KNOWN = Pattern.compile("[A-Za-z][A-Za-z0-9._@/-]*|[0-9]+");

  private static final int EXAMPLES = 3;

  private GeneIds() {}

  /**
   * Refuses features that are no genes: microarray probes ({@code 1007_s_at}), positions ({@code
   * chr1:100-200}), pairs ({@code TP53|7157}).
   *
   * @throws DataException where more than half of them look like neither symbols, Ensembl, RefSeq
   *     nor Entrez ids
   */
  static void requireKnown(DataException.At at, List<String> features) {
    List<String> unknown = features.stream().filter(id -> !KNOWN.matcher(id).matches()).toList();
    if (2 * unknown.size() > features.size()) {
      throw at.error(
          "an unknown type of gene id, such as "
              + unknown.subList(0, Math.min(EXAMPLES, unknown.size())),
          "gene symbols, Ensembl, RefSeq or Entrez ids");
    }
  }

  /**
   * An Ensembl id without its version, which changes between annotation releases: {@code
   * ENSG00000141510.12} becomes {@code ENSG00000141510}; a {@code _PAR_Y} behind it stays. Other
   * ids are left as they are.
   */
  static String withoutVersion(String id) {
    if (!id.startsWith("ENS")) {
      return id;
    }
    Matcher versioned = VERSIONED.matcher(id);
    return versioned.matches() ? versioned.group(1) + versioned.group(2) : id;
  }

  /**
   * The matrix with Ensembl versions stripped from its features.
   *
   * @throws DataException where two features are two versions of the same gene
   */
  static LabelledMatrix withoutVersions(Path file, LabelledMatrix matrix) {
    List<String> ids = new ArrayList<>(matrix.featureCount());
    Map<String, String> seen = new HashMap<>();
    boolean changed = false;
    for (String id : matrix.featureIds()) {
      String plain = withoutVersion(id);
      String before = seen.put(plain, id);
      if (before != null) {
        throw DataException.in(file)
            .error("features '" + before + "' and '" + id + "' of the same gene", "each gene once");
      }
      changed |= !plain.equals(id);
      ids.add(plain);
    }
    return changed ? LabelledMatrix.of(ids, matrix.sampleIds(), matrix.toArray()) : matrix;
  }
}
