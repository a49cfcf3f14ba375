package org.omicroutes.formats;

import htsjdk.variant.variantcontext.Allele;
import htsjdk.variant.variantcontext.Genotype;
import htsjdk.variant.variantcontext.GenotypeType;
import htsjdk.variant.variantcontext.VariantContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.omicroutes.cohort.DataException;

/**
 * Somatic mutations of one tumour from a VCF or BCF. A mutation is an alternate allele
 *
 * <ul>
 *   <li>of a record that FILTER lets pass (PASS, or '.': not filtered);
 *   <li>that is spelled out in bases: symbolic alleles, breakends, {@code *} and {@code <NON_REF>}
 *       are set aside, for a large deletion over fifty genes is not fifty small mutations;
 *   <li>that the tumour's genotype carries: where the record has no GT field, or the file no sample
 *       columns, the allele counts as carried; a GT of {@code ./.} carries nothing;
 *   <li>that the matched normal's genotype, where the normal is known, does not carry (germline);
 *   <li>that is non-silent in at least one gene ({@link VariantEffects}).
 * </ul>
 *
 * A mutation that stands there twice counts once, also where it is written with other bases beside
 * it.
 */
public final class VcfMutations {
  /**
   * How a file is read.
   *
   * @param tumour the tumour's column; null: found in the header
   * @param allFilters whether records count whatever their FILTER
   * @param genes used where the file has no annotation; null: none
   */
  public record Options(String tumour, boolean allFilters, GeneAnnotation genes) {}

  private final VcfRecords records;
  private final VariantEffects effects;
  private final TumourSample samples;
  private final MutationTable.Builder table;
  private final SetAsideTally setAside;

  private VcfMutations(
      Path file,
      VcfRecords records,
      Options options,
      MutationTable.Builder table,
      SetAsideTally setAside) {
    this.records = records;
    this.table = table;
    this.setAside = setAside;
    this.samples = TumourSample.of(records.header(), options.tumour, file);
    this.effects = VariantEffects.of(records.header(), options.genes, file);
  }

  /**
   * The name of the tumour's column, or null where the file has no sample columns.
   *
   * @throws DataException where the tumour cannot be told
   */
  public static String tumourColumn(Path file, String wanted) throws IOException {
    try (VcfRecords records = VcfRecords.open(file, true)) {
      return TumourSample.of(records.header(), wanted, file).column();
    }
  }

  /**
   * Reads a file into the table.
   *
   * @param sampleId the table's column; one that is there already gets these mutations too
   * @param setAside is told what was left out and why
   * @throws DataException where the file is no VCF or BCF, is cut short or has a broken record, the
   *     tumour cannot be told, or genes cannot be known
   */
  public static void read(
      Path file,
      Options options,
      String sampleId,
      MutationTable.Builder table,
      SetAsideTally setAside)
      throws IOException {
    try (VcfRecords records = VcfRecords.open(file, options.allFilters)) {
      new VcfMutations(file, records, options, table, setAside).readAll(table.sample(sampleId));
      setAside.add(
          "VCF records that FILTER rejects", records.filtered(), file.getFileName().toString());
    }
  }

  private void readAll(int sample) throws IOException {
    for (VariantContext variant = records.next(); variant != null; variant = records.next()) {
      List<Allele> alternates = variant.getAlternateAlleles();
      if (alternates.isEmpty()) {
        continue;
      }
      try {
        record(variant, alternates, sample);
      } catch (DataException e) {
        throw e;
      } catch (RuntimeException | AssertionError e) {
        // HTSJDK decodes genotypes late, and says so of broken ones with many kinds of exception
        throw records
            .here()
            .error("a genotype that cannot be read (" + VcfHeaders.said(e) + ")", "a valid GT", e);
      }
    }
  }

  private void record(VariantContext variant, List<Allele> alternates, int sample) {
    List<Set<String>> genes = null;
    for (int a = 0; a < alternates.size(); a++) {
      Allele allele = alternates.get(a);
      if (!spelledOut(allele)) {
        setAside.add("symbolic alleles and breakends in VCFs", allele.getDisplayString());
        continue;
      }
      genes = genes == null ? effects.nonSilentGenes(variant) : genes;
      if (!genes.get(a).isEmpty() && isSomatic(variant, allele)) {
        String identity = identity(variant, allele);
        genes.get(a).forEach(gene -> table.add(sample, gene, identity));
      }
    }
  }

  private static boolean spelledOut(Allele allele) {
    return !allele.isSymbolic() && !allele.equals(Allele.SPAN_DEL) && !allele.isNonRefAllele();
  }

  private boolean isSomatic(VariantContext variant, Allele allele) {
    if (samples.column() == null) {
      return true;
    }
    Genotype tumour = variant.getGenotype(samples.column());
    if (tumour.getType() == GenotypeType.UNAVAILABLE) {
      return true;
    }
    if (!tumour.getAlleles().contains(allele)) {
      setAside.add(
          "non-silent alleles in VCFs that the tumour's genotype does not carry",
          identity(variant, allele));
      return false;
    }
    if (samples.normal() != null
        && variant.getGenotype(samples.normal()).getAlleles().contains(allele)) {
      setAside.add(
          "non-silent alleles in VCFs that the matched normal carries (germline)",
          identity(variant, allele));
      return false;
    }
    return true;
  }

  /** The same for each way to write it: without the bases that both alleles share at their ends. */
  private static String identity(VariantContext variant, Allele allele) {
    String from = variant.getReference().getBaseString();
    String to = allele.getBaseString();
    int tail = 0;
    while (tail < Math.min(from.length(), to.length()) - 1
        && from.charAt(from.length() - 1 - tail) == to.charAt(to.length() - 1 - tail)) {
      tail++;
    }
    int head = 0;
    while (head < Math.min(from.length(), to.length()) - tail - 1
        && from.charAt(head) == to.charAt(head)) {
      head++;
    }
    return GenomicIntervals.plain(variant.getContig())
        + ':'
        + (variant.getStart() + head)
        + from.substring(head, from.length() - tail)
        + '>'
        + to.substring(head, to.length() - tail);
  }
}
