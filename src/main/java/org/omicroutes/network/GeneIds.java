package org.omicroutes.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.omicroutes.cohort.DataException;

/** Tells kinds of gene identifiers apart and whether two lists speak of the same genes. */
public final class GeneIds {
  private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("Ensembl gene ids", Pattern.compile("ENS[A-Z]*G\\d{11}(\\.\\d+)?"));
    KINDS.put("Ensembl transcript ids", Pattern.compile("ENS[A-Z]*T\\d{11}(\\.\\d+)?"));
    KINDS.put("Ensembl protein ids (STRING)", Pattern.compile("(\\d+\\.)?ENS[A-Z]*P\\d{11}"));
    KINDS.put("Entrez gene ids", Pattern.compile("\\d+"));
    KINDS.put("RefSeq ids", Pattern.compile("[NX][MRP]_\\d+(\\.\\d+)?"));
    KINDS.put("CpG probe ids", Pattern.compile("c[gh]\\d{8}.*"));
    KINDS.put(
        "UniProt accessions",
        Pattern.compile("[OPQ]\\d[A-Z0-9]{3}\\d|[A-NR-Z]\\d([A-Z][A-Z0-9]{2}\\d){1,2}"));
    KINDS.put("gene symbols", Pattern.compile("[A-Za-z][A-Za-z0-9._@-]*"));
  }

  /** Below this share of known genes the two sides do not speak of the same ids. */
  private static final double LEAST_SHARE = 0.05;

  /** With this many scored genes, fewer than ten known ones are no basis either. */
  private static final int MANY = 100;

  private static final int LEAST_KNOWN = 10;

  private GeneIds() {}

  /** What most of the ids look like, in plural: {@code gene symbols}; never null. */
  public static String kind(Collection<String> ids) {
    String best = "ids of an unknown kind";
    long most = ids.size() / 2;
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String id : ids) {
      KINDS.entrySet().stream()
          .filter(kind -> kind.getValue().matcher(id).matches())
          .findFirst()
          .ifPresent(kind -> counts.merge(kind.getKey(), 1L, Long::sum));
    }
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      if (count.getValue() > most) {
        most = count.getValue();
        best = count.getKey();
      }
    }
    return best;
  }

  /**
   * Checks that enough of the scored genes are in the network: at least 5 %, and, of a hundred or
   * more, at least ten.
   *
   * @return how many are
   * @throws DataException that shows both sides' kind and examples of ids
   */
  public static int requireKnown(
      String networkFile, GeneNetwork network, String scoresFile, List<String> scored) {
    Predicate<String> known = gene -> network.indexOf(gene) >= 0;
    int count = (int) scored.stream().filter(known).count();
    boolean enough =
        count > 0
            && count >= LEAST_SHARE * scored.size()
            && (count >= LEAST_KNOWN || scored.size() < MANY);
    if (!enough) {
      throw DataException.in(networkFile)
          .error(
              "an unknown gene id type: "
                  + kind(network.genes())
                  + " such as "
                  + examples(network.genes())
                  + ", among which are "
                  + count
                  + " of the "
                  + scored.size()
                  + " genes of "
                  + scoresFile,
              "that file's " + kind(scored) + " such as " + examples(scored));
    }
    return count;
  }

  private static String examples(List<String> ids) {
    return String.join(", ", ids.subList(0, Math.min(3, ids.size())));
  }
}
